package dev.dynamorecovery.lab.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** What the libraries inside the lab say of themselves, kept in a file: stdout and stderr belong to the command. */
final class LibraryChatter {

    private LibraryChatter() {}

    /** Sends all that is printed or logged from now on, save through the console made before, to a file. */
    static void divert(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.setOut(new PrintStream(stream, true, StandardCharsets.UTF_8));
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new StreamHandler(stream, new SimpleFormatter()));
    }
}
