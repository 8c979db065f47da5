package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoDrillTest {

    @TempDir
    private Path stateDirectory;

    @Test
    void shouldTakeExactlyTheBadWritersChangesOutOfATableThatOthersWriteTo() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                stateDirectory, "drill", "undo", "--seed", "3", "--items", "1200", "--output", "json");

        JsonNode drill = run.json();
        // Which of the damaged orders the application changes again is a matter of the moment; of those some may be
        // conflicts.
        int conflicts = drill.at("/result/conflicts").asInt(-1);
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(conflicts == 0 ? 0 : 11);
        assertThat(conflicts)
                .isBetween(0, drill.at("/interleaving/ordersOfBoth").asInt());
        assertThat(drill.at("/listed/outcome").asText()).isEqualTo("Listed");
        assertThat(drill.at("/listed/leftOut").asInt())
                .isEqualTo(drill.at("/corruption/changed").asInt()
                        + drill.at("/corruption/created").asInt());
        assertThat(drill.at("/corruption/changed").asInt()).isEqualTo(60);
        assertThat(drill.at("/corruption/liveTable/different").asInt()).isPositive();
        assertThat(drill.at("/interleaving/ordersOfBoth").asInt()).isPositive();
        assertThat(drill.at("/result/outcome").asText()).isEqualTo("Undone");
        assertThat(drill.at("/result/written")).isEqualTo(drill.at("/listed/written"));
        assertThat(drill.at("/ownCheck/opinion").asText()).isEqualTo("Agrees");
        assertThat(drill.at("/ownCheck/liveTable"))
                .hasSize(3)
                .allSatisfy(count -> assertThat(count.asInt()).isZero());
        assertThat(drill.path("rtoAchievedSeconds").asDouble())
                .isPositive()
                .isLessThan(drill.path("rtoObjectiveSeconds").asDouble());
        assertThat(run.err()).contains("Do exactly what was listed");
    }
}
