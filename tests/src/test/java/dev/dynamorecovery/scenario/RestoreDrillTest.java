package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreDrillTest {

    @TempDir
    private Path stateDirectory;

    @Test
    void shouldProveTheRestoreOfACorruptedTable() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                stateDirectory, "drill", "restore", "--seed", "3", "--items", "600", "--output", "json");

        JsonNode result = run.json();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(result.at("/result/outcome").asText()).isEqualTo("Consistent");
        assertThat(result.at("/result/objectivesMet").asBoolean()).isTrue();
        assertThat(result.at("/ownCheck/opinion").asText()).isEqualTo("Agrees");
        assertThat(result.at("/ownCheck/restoredTable"))
                .hasSize(3)
                .allSatisfy(count -> assertThat(count.asInt()).isZero());
        assertThat(result.at("/corruption/overwritten").asInt()).isEqualTo(6);
        assertThat(result.at("/corruption/deleted").asInt()).isEqualTo(3);
        assertThat(result.at("/corruption/resurrected").asInt()).isEqualTo(1);
        assertThat(result.at("/ownCheck/liveTable/missing").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(result.at("/ownCheck/liveTable/different").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(result.at("/timeScale").asDouble()).isEqualTo(0.01);
        assertThat(run.err()).contains("✓ Restore orders to");
    }

    @Test
    void shouldFindTheRestoreThatCameBackWrong() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                stateDirectory, "drill", "restore", "--items", "600", "--inject-fault", "--output", "json");

        JsonNode result = run.json();
        assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
        assertThat(result.at("/result/outcome").asText()).isEqualTo("Inconsistent");
        assertThat(result.at("/ownCheck/opinion").asText()).isEqualTo("Agrees");
        assertThat(result.at("/ownCheck/restoredTable/different").asInt()).isEqualTo(1);
    }
}
