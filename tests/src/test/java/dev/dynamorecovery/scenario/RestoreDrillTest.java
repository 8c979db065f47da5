package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreDrillTest {

    @TempDir
    private Path stateDirectory;

    @Test
    void shouldProveRestoresToInstantsOfATableThatIsWrittenTo() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                stateDirectory, "drill", "restore", "--seed", "3", "--items", "600", "--output", "json");

        JsonNode drill = run.json();
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        for (String restore : new String[] {"rehearsal", "recovery"}) {
            JsonNode result = drill.path(restore);
            assertThat(result.at("/result/outcome").asText()).as(restore).isEqualTo("Consistent");
            assertThat(result.at("/result/objectivesMet").asBoolean()).isTrue();
            assertThat(result.at("/ownCheck/opinion").asText()).isEqualTo("Agrees");
            assertThat(result.at("/ownCheck/restoredTable"))
                    .hasSize(3)
                    .allSatisfy(count -> assertThat(count.asInt()).isZero());
        }
        assertThat(drill.at("/corruption/overwritten").asInt()).isEqualTo(6);
        assertThat(drill.at("/corruption/deleted").asInt()).isEqualTo(3);
        assertThat(drill.at("/corruption/resurrected").asInt()).isEqualTo(1);
        assertThat(drill.at("/corruption/liveTable/missing").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(drill.at("/corruption/liveTable/different").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(drill.at("/timeScale").asDouble()).isEqualTo(0.01);
        assertThat(run.err()).contains("✓ Restore orders to", "the proven copy is the next baseline");
    }

    @Test
    void shouldProveTheSecondRestoreByTheCopyOfTheFirstAndTheLogSince() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                stateDirectory, "drill", "restore", "--seed", "4", "--items", "600", "--output", "json");

        JsonNode drill = run.json();
        assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
        assertThat(drill.at("/rehearsal/expectedFrom")).isEqualTo(drill.path("baseline"));
        JsonNode kept = drill.at("/rehearsal/keptBaseline");
        assertThat(kept.path("id").asText()).isNotEmpty();
        assertThat(drill.at("/recovery/expectedFrom")).isEqualTo(kept);
        assertThat(drill.at("/recovery/result/baselineInstant").asText())
                .isEqualTo(drill.at("/rehearsal/instant").asText());
        assertThat(instant(drill, "/baseline/instant")).isBefore(instant(drill, "/rehearsal/instant"));
        assertThat(instant(drill, "/rehearsal/instant")).isBefore(instant(drill, "/recovery/instant"));
        assertThat(instant(drill, "/recovery/instant")).isBefore(instant(drill, "/corruption/incidentAt"));
    }

    @Test
    void shouldFindTheRestoreThatCameBackWrong() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                stateDirectory, "drill", "restore", "--items", "600", "--inject-fault", "--output", "json");

        JsonNode recovery = run.json().path("recovery");
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(4);
        assertThat(recovery.at("/result/outcome").asText()).isEqualTo("Inconsistent");
        assertThat(recovery.at("/ownCheck/opinion").asText()).isEqualTo("Agrees");
        assertThat(recovery.at("/ownCheck/restoredTable/different").asInt()).isEqualTo(1);
        assertThat(recovery.path("keptBaseline").isNull()).isTrue();
    }

    private static Instant instant(JsonNode drill, String pointer) {
        return Instant.parse(drill.at(pointer).asText());
    }
}
