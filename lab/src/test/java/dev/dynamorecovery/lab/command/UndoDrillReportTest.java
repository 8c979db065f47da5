package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.drill.DrillResult;
import dev.dynamorecovery.lab.drill.DrillSettings;
import dev.dynamorecovery.lab.drill.SecondOpinion;
import dev.dynamorecovery.lab.drill.UndoDrillResult;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.sample.BadChanges;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UndoDrillReportTest {

    private static final SampleDifference NONE = new SampleDifference(Set.of(), Set.of(), Set.of());
    private static final SampleDifference DAMAGE = new SampleDifference(Set.of(), Set.of("c"), Set.of("a", "b"));
    private static final SecondOpinion AGREES = new SecondOpinion.Agrees("it is so");
    private static final Duration IN_TIME = Duration.ofSeconds(9);

    @Test
    void shouldExitWithZeroOnlyWhenAllIsUndoneInTimeAndTheModelBearsItOut() {
        assertThat(UndoDrillReport.exitCode(result(undone(0), AGREES, IN_TIME))).isEqualTo(ExitCode.OK);
        assertThat(UndoDrillReport.exitCode(result(undone(0), AGREES, Duration.ofMinutes(11))))
                .isEqualTo(ExitCode.OBJECTIVES_MISSED);
        assertThat(UndoDrillReport.exitCode(result(undone(2), AGREES, IN_TIME))).isEqualTo(ExitCode.CONFLICTS);
        assertThat(UndoDrillReport.exitCode(result(undone(0), new SecondOpinion.Contradicts("no"), IN_TIME)))
                .isEqualTo(ExitCode.CONTRADICTED);
        assertThat(UndoDrillReport.exitCode(
                        result(new ExecutionOutcome.Failed("x", "y"), new SecondOpinion.Abstains("none"), IN_TIME)))
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void shouldTellWhatWasBadAndThatWaitsWereScaled() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, false, false, true, 60);

        String text = String.join("\n", UndoDrillReport.text(result(undone(0), AGREES, IN_TIME), console));

        assertThat(text.replaceAll("\\s+", " "))
                .contains("outcome Undone")
                .contains("2 orders changed, 1 brought back from the dead")
                .contains("9.0 s achieved, 10 min 00 s promised")
                .contains("scaled by 0.01");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void shouldCountWhatTheDrillKnowsInTheJsonDocument() {
        JsonNode json = UndoDrillReport.json(result(undone(0), AGREES, IN_TIME), ExitCode.OK);

        assertThat(json.at("/corruption/liveTable/different").asInt()).isEqualTo(2);
        assertThat(json.at("/ownCheck/liveTable/different").asInt()).isZero();
        assertThat(json.at("/interleaving/ordersOfBoth").asInt()).isEqualTo(7);
        assertThat(json.path("rtoAchievedSeconds").asDouble()).isEqualTo(9);
    }

    private static ExecutionOutcome undone(long conflicts) {
        return new ExecutionOutcome.Replayed(
                ExecutionOutcome.Replayed.Deed.Undone,
                conflicts,
                null,
                Json.object().put("summary", "all is told"));
    }

    private static UndoDrillResult result(ExecutionOutcome undone, SecondOpinion opinion, Duration rto) {
        return new UndoDrillResult(
                DrillSettings.ofUndo(42, 600),
                0.01,
                "orders",
                612,
                new DrillResult.Changes(40, 50, 10, 20),
                new BadChanges(Set.of("a", "b"), Set.of("c")),
                new UndoDrillResult.Interleaving(70, 7),
                CommandRun.NOW,
                new UndoDrillResult.Rto(rto, Duration.ofMinutes(10)),
                new ExecutionOutcome.Replayed(ExecutionOutcome.Replayed.Deed.Listed, 0, null, Json.object()),
                undone,
                List.of(),
                DAMAGE,
                NONE,
                opinion,
                Duration.ofSeconds(26));
    }
}
