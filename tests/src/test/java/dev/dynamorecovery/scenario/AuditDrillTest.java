package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditDrillTest {

    @TempDir
    private Path stateDirectory;

    @Test
    void shouldFindAndResolveEachPieceOfProtectionThatIsTakenAway() throws Exception {
        CommandLineRun run = CommandLineRun.of(stateDirectory, "drill", "audit", "--output", "json");

        JsonNode drill = run.json();
        List<JsonNode> rounds = drill.path("rounds").valueStream().toList();
        assertThat(rounds).as(run.err()).hasSize(12);
        assertThat(rounds)
                .allSatisfy(round -> {
                    assertThat(round.at("/found/severity").asText()).isNotEmpty();
                    assertThat(round.path("mended").isObject()).as("%s", round).isTrue();
                })
                .extracting(round -> round.path("rule").asText())
                .doesNotHaveDuplicates();
        assertThat(rounds)
                .as("calls name who made them")
                .anySatisfy(round ->
                        assertThat(round.at("/found/changedBy").asText()).contains("LABOPERATOR"));
        assertThat(run.exitCode()).as(run.err()).isZero();
    }
}
