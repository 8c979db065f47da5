package dev.dynamorecovery.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab that lacks a class: its start ends with an error, not with an exception. */
class BrokenInstallationTest {

    private static final long PATIENCE_SECONDS = 90;

    @TempDir
    private Path directory;

    /** Starts a lab and ends: the JVM ends too, unless something was left open. */
    public static final class Start {

        private Start() {}

        public static void main(String[] arguments) throws Exception {
            Lab.start(LabOptions.ofCheckout(Path.of(".."))
                    .withStateDirectory(Path.of(arguments[0]))
                    .withPort(0));
        }
    }

    @Test
    void shouldLeaveNothingOpenWhenTheStartEndsWithAnError() throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        withoutTheLibraryOfTheNameServer(),
                        Start.class.getName(),
                        directory.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the process has ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output)).contains("java.lang.NoClassDefFoundError: org/xbill/DNS");
        assertThat(directory.resolve("state").resolve("lab.lock")).exists();
        assertThat(directory.resolve("state").resolve("lab.json")).doesNotExist();
    }

    private static String withoutTheLibraryOfTheNameServer() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("dnsjava"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
