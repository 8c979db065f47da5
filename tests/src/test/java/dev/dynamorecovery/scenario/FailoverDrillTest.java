package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways, in real time: it takes minutes, and is idle for most of them. */
class FailoverDrillTest {

    @TempDir
    private Path stateDirectory;

    @Test
    void shouldMoveUsersOutOfADarkRegionAndBackAndAccountForEveryWrite() throws Exception {
        CommandLineRun run = CommandLineRun.of(stateDirectory, "drill", "failover", "--output", "json");

        JsonNode drill = run.json();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(drill.at("/out/verified").asBoolean()).isTrue();
        assertThat(drill.at("/out/to").asText()).isEqualTo("us-east-2");
        assertThat(drill.at("/out/silenceSeconds").asDouble()).isGreaterThan(45);
        // At half a second's lag under load, some writes were on their way.
        assertThat(drill.at("/out/notFoundWrites").asLong()).isPositive();
        assertThat(drill.at("/back/listedItems").asLong())
                .isEqualTo(drill.at("/back/overwrittenItems").asLong());
        assertThat(drill.at("/back/lostWrites").asLong()).isZero();
        assertThat(drill.at("/back/verified").asBoolean()).isTrue();
        assertThat(drill.path("historyIntact").asBoolean()).isTrue();
    }
}
