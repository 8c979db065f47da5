package dev.dynamorecovery.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.command.CommandContext;
import dev.dynamorecovery.lab.command.Console;
import dev.dynamorecovery.lab.command.RecoveryCommand;
import dev.dynamorecovery.lab.command.SdkStackFinder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** One run of the command line as the launcher would start it, in this process. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(Path stateDirectory, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                true,
                100);
        Path home = Path.of("..").toAbsolutePath().normalize();
        SdkStackFinder stacks = new SdkStackFinder(Map.of(), stateDirectory);
        CommandContext context = new CommandContext(
                console,
                Map.of(),
                Clock.systemUTC(),
                home,
                stateDirectory,
                stacks,
                stacks::changeLog,
                stacks::protecting,
                stacks::group,
                stacks::audit,
                Thread::sleep);
        int exitCode = RecoveryCommand.run(context, arguments);
        return new CommandLineRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The one JSON document on stdout. */
    JsonNode json() throws JsonProcessingException {
        return new ObjectMapper().readTree(out);
    }
}
