package dev.dynamorecovery.lab.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The class path that the launcher hosts all functions on. A test's own class path has more, so that no other test
 * notices when a narrower scope in the lab's pom.xml takes from a function what its module ships.
 */
class LauncherClassPathTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static List<Path> entries = List.of();

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private static URLClassLoader launcher;

    @BeforeAll
    static void open() throws Exception {
        List<Path> found = new ArrayList<>();
        found.add(Path.of(FunctionHost.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
        // Written by the build as for the launcher, before the tests.
        Stream.of(Files.readString(Path.of(Objects.requireNonNull(System.getProperty("recovery.classpath"))))
                        .split(File.pathSeparator, -1))
                .map(Path::of)
                .forEach(found::add);
        entries = List.copyOf(found);
        List<URL> urls = new ArrayList<>();
        for (Path entry : entries) {
            urls.add(entry.toUri().toURL());
        }
        launcher = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        launcher.close();
    }

    static List<FunctionDefinition> functions() throws IOException {
        return StackDefinition.read(
                        ROOT.resolve("template.yaml"),
                        StackIdentity.of("dynamo-recovery", "us-east-1"),
                        Map.of(
                                "PrimaryRegion",
                                "us-east-1",
                                "StandbyRegion",
                                "us-east-2",
                                "WitnessRegion",
                                "us-west-2"))
                .functions();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void shouldInitialiseEachFunction(FunctionDefinition function) {
        Map<String, String> environment =
                new FunctionEnvironment("us-east-1", URI.create("http://127.0.0.1:1"), 1).of(function);

        assertThatCode(() -> launcher.loadClass(function.handler())
                        .getConstructor(Map.class)
                        .newInstance(environment))
                .doesNotThrowAnyException();
    }

    /** What a handler loads only when it is first used, too. */
    @Test
    void shouldHoldEveryClassThatOurOwnReferTo() {
        List<Path> own =
                entries.stream().filter(entry -> entry.startsWith(ROOT)).toList();
        assertThat(own).as("the lab and the modules of the functions").hasSizeGreaterThanOrEqualTo(7);
        StringWriter missing = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(
                "--multi-release",
                "21",
                "--missing-deps",
                "--class-path",
                String.join(
                        File.pathSeparator,
                        entries.stream()
                                .filter(entry -> !own.contains(entry))
                                .map(Path::toString)
                                .toList())));
        own.forEach(entry -> arguments.add(entry.toString()));

        int exitCode = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(missing, true), new PrintWriter(missing, true), arguments.toArray(String[]::new));

        assertThat(missing.toString()).isEmpty();
        assertThat(exitCode).isZero();
    }
}
