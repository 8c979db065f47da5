package dev.dynamorecovery.runtime;

import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The built folder of each function: those that {@code sam build} left, where the system property
 * {@code built.functions} names them, or else folders assembled here as the Makefile assembles them.
 */
final class BuiltFunctions {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> FLOWS = List.of("change-log", "restore", "failover", "backup-audit");

    private final Path folder;

    private BuiltFunctions(Path folder) {
        this.folder = folder;
    }

    static BuiltFunctions find(Path scratch) throws IOException {
        Optional<Path> built =
                Optional.ofNullable(System.getProperty("built.functions")).map(Path::of);
        if (built.isPresent()) {
            return new BuiltFunctions(built.get());
        }
        for (String flow : FLOWS) {
            Path target = ROOT.resolve("functions").resolve(flow).resolve("target");
            copy(target.resolve("classes"), scratch.resolve(flow));
            copy(target.resolve("lambda/lib"), scratch.resolve(flow).resolve("lib"));
        }
        return new BuiltFunctions(scratch);
    }

    Path of(FunctionDefinition function) {
        Path own = folder.resolve(function.logicalId());
        return Files.isDirectory(own) ? own : folder.resolve(flow(function));
    }

    /** Every file of the function, by its path in the folder. */
    List<Path> files(FunctionDefinition function) throws IOException {
        try (Stream<Path> files = Files.walk(of(function))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The flow whose package the handler is in. */
    private static String flow(FunctionDefinition function) {
        return FLOWS.stream()
                .filter(flow -> function.handler().startsWith("dev.dynamorecovery." + flow.replace("-", "") + "."))
                .findFirst()
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
