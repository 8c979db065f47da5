package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a Maven that only notes that it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "$JAVA_HOME" >>"$MAVEN_CALLS"
            [ -z "${MAVEN_FAILS:-}" ] || { echo "[ERROR] it does not compile"; exit 1; }
            mkdir -p lab/target/launcher
            : >lab/target/launcher/recovery-lab-1.jar
            for argument in "$@"; do
                case $argument in
                    -Drecovery.classpath=*) printf '%s' "$TEST_CLASSPATH" >"${argument#*=}" ;;
                esac
            done
            """;

    @TempDir
    private Path directory;

    private Path checkout = Path.of("");

    @BeforeEach
    void prepareCheckout() throws IOException {
        // A path with a space in it: every expansion in the script has to bear one.
        checkout = Files.createDirectories(directory.resolve("check out"));
        Files.copy(Path.of("..", "recovery"), checkout.resolve("recovery"));
        for (String folder : List.of("lab/src/main", "plans", "statemachine", "functions/core/src/main")) {
            Files.createDirectories(checkout.resolve(folder));
        }
        for (String file : List.of(
                "pom.xml", "lab/pom.xml", "template.yaml", "lab/src/main/A.java", "functions/core/src/main/B.java")) {
            Files.writeString(checkout.resolve(file), "");
        }
        Path maven = Files.createDirectories(directory.resolve("bin")).resolve("mvn");
        Files.writeString(maven, FAKE_MAVEN);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void shouldBuildTheFirstTimeAndThenRunAtOnce() throws Exception {
        Launch first = launch(Map.of(), checkout.resolve("recovery"));
        Launch second = launch(Map.of(), checkout.resolve("recovery"));

        assertThat(first.err).contains("recovery: building").contains("recovery: built in");
        assertThat(first.out).startsWith("recovery ");
        assertThat(second.err).isEmpty();
        assertThat(second.exitCode).isZero();
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void shouldBuildAgainWhenASourceChangedOrWentAway() throws Exception {
        launch(Map.of(), checkout.resolve("recovery"));
        makeNewer(checkout.resolve("functions/core/src/main/B.java"));
        launch(Map.of(), checkout.resolve("recovery"));
        assertThat(mavenCalls()).hasSize(2);

        age();
        Files.delete(checkout.resolve("lab/src/main/A.java"));
        launch(Map.of(), checkout.resolve("recovery"));
        assertThat(mavenCalls()).hasSize(3);
    }

    @Test
    void shouldWorkThroughASymbolicLinkFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(
                directory.resolve("bin").resolve("rescue"),
                directory.resolve("bin").relativize(checkout.resolve("recovery")));

        Launch launch = launch(Map.of(), link);

        assertThat(launch.exitCode).as(launch.err).isZero();
        assertThat(launch.out).startsWith("recovery ");
    }

    @Test
    void shouldShowWhyTheBuildFailedAndBuildAgainTheNextTime() throws Exception {
        Launch failed = launch(Map.of("MAVEN_FAILS", "yes"), checkout.resolve("recovery"));
        Launch mended = launch(Map.of(), checkout.resolve("recovery"));

        assertThat(failed.exitCode).isEqualTo(1);
        assertThat(failed.out).isEmpty();
        assertThat(failed.err).contains("it does not compile").contains("the build failed");
        assertThat(mended.exitCode).isZero();
    }

    @Test
    void shouldThrowHalfBuiltClassesAwayAfterABuildThatWasCutShort() throws Exception {
        Path half = checkout.resolve("functions/core/target/launcher/Half.class");
        Files.createDirectories(half.getParent());
        Files.writeString(half, "half");
        Path lock = Files.createDirectories(checkout.resolve(".lab/build/lock"));
        // A process that is gone: one above the highest id that Linux and macOS give.
        Files.writeString(lock.resolve("pid"), "4194305");
        Files.writeString(checkout.resolve(".lab/build/unfinished"), "");

        Launch launch = launch(Map.of(), checkout.resolve("recovery"));

        assertThat(launch.exitCode).as(launch.err).isZero();
        assertThat(half).doesNotExist();
    }

    @Test
    void shouldSayHowToGetMavenWhenItIsMissing() throws Exception {
        Files.delete(directory.resolve("bin").resolve("mvn"));

        Launch launch = launch(Map.of("PATH", toolsOnly()), checkout.resolve("recovery"));

        assertThat(launch.exitCode).isEqualTo(1);
        assertThat(launch.err).contains("Maven is missing").contains("apt install maven");
    }

    /** A folder with what the script itself calls, and neither Java nor Maven. */
    private String toolsOnly() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of(
                "sh",
                "readlink",
                "dirname",
                "sed",
                "find",
                "grep",
                "head",
                "mkdir",
                "cat",
                "rm",
                "date",
                "tail",
                "cp",
                "mv",
                "sleep",
                "tput")) {
            for (String folder : List.of("/bin", "/usr/bin")) {
                Path target = Path.of(folder, tool);
                if (Files.isExecutable(target) && Files.notExists(tools.resolve(tool))) {
                    Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + target + " \"$@\"\n");
                    Files.setPosixFilePermissions(tools.resolve(tool), PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        return tools.toString();
    }

    private Launch launch(Map<String, String> environment, Path script) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder process = new ProcessBuilder("/bin/sh", script.toString(), "--version")
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        process.environment().put("MAVEN_CALLS", directory.resolve("calls").toString());
        process.environment().put("TEST_CLASSPATH", System.getProperty("java.class.path"));
        process.environment().remove("JAVA_TOOL_OPTIONS");
        process.environment().putAll(environment);
        int exitCode = process.start().waitFor();
        return new Launch(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }

    private static void makeNewer(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /** Makes everything older than the last build, as it is when time has passed since. */
    private void age() throws IOException {
        List<Path> all = new ArrayList<>();
        try (var paths = Files.walk(checkout)) {
            paths.forEach(all::add);
        }
        for (Path path : all) {
            long secondsAgo = path.equals(checkout.resolve(".lab/build/stamp")) ? 50 : 100;
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(secondsAgo)));
        }
    }

    private record Launch(int exitCode, String out, String err) {}
}
