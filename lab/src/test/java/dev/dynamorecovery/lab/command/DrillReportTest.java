package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.drill.DrillResult;
import dev.dynamorecovery.lab.drill.DrillSettings;
import dev.dynamorecovery.lab.drill.DrilledRestore;
import dev.dynamorecovery.lab.drill.SecondOpinion;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillReportTest {

    private static final SampleDifference NONE = new SampleDifference(Set.of(), Set.of(), Set.of());
    private static final SampleDifference SOME = new SampleDifference(Set.of("a"), Set.of("c"), Set.of("b"));

    private static final Corruption DAMAGE = new Corruption(Set.of("b"), Set.of("a"), Set.of("c"));

    @ParameterizedTest
    @CsvSource({
        "Consistent,   true,  false, OK",
        "Consistent,   false, false, OBJECTIVES_MISSED",
        "Consistent,   true,  true,  CONTRADICTED",
        "Inconsistent, true,  true,  INCONSISTENT",
        "Inconsistent, true,  false, CONTRADICTED",
        "Unproven,     true,  false, UNPROVEN"
    })
    void shouldExitWithZeroOnlyForAProvenRestoreInTimeThatTheModelBearsOut(
            String verdict, boolean objectivesMet, boolean copyDiffers, ExitCode expected) {
        DrillResult result = result(verdict, objectivesMet, copyDiffers ? SOME : NONE);

        assertThat(DrillReport.exitCode(result)).isEqualTo(expected);
    }

    @Test
    void shouldSayThatWaitsWereScaledAndBreakLinesAtTheReadersWidth() {
        List<String> lines = DrillReport.text(result("Consistent", true, NONE), console());

        String text = String.join("\n", lines);
        assertThat(text.replaceAll("\\s+", " ")).contains("scaled by 0.01: AWS makes you wait 100 times longer");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void shouldCountWhatTheDrillKnowsInTheJsonDocument() {
        JsonNode json = DrillReport.json(result("Inconsistent", true, SOME), ExitCode.INCONSISTENT);

        JsonNode restored = json.at("/recovery/ownCheck/restoredTable");
        assertThat(restored.path("missing").asInt()).isEqualTo(1);
        assertThat(restored.path("extra").asInt()).isEqualTo(1);
        assertThat(restored.path("different").asInt()).isEqualTo(1);
        assertThat(json.at("/rehearsal/keptBaseline/id").asText()).isEqualTo("b-2");
        assertThat(json.at("/recovery/expectedFrom/id").asText()).isEqualTo("b-2");
        assertThat(json.at("/corruption/overwritten").asInt()).isEqualTo(1);
        assertThat(json.at("/exitCode").asInt()).isEqualTo(4);
    }

    @Test
    void shouldTellThatNothingWasCorruptedWhereTheRehearsalWasNotProven() {
        DrillResult result = drill(restore("Unproven", true, NONE), null);

        assertThat(DrillReport.exitCode(result)).isEqualTo(ExitCode.UNPROVEN);
        assertThat(String.join(" ", DrillReport.text(result, console())))
                .contains("Unproven")
                .containsPattern("damage\\s+none was done");
        assertThat(DrillReport.json(result, ExitCode.UNPROVEN).path("recovery").isNull())
                .isTrue();
    }

    private static Console console() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, false, false, true, 60);
    }

    private static DrillResult result(String verdict, boolean objectivesMet, SampleDifference copy) {
        return drill(
                restore("Consistent", true, NONE),
                new DrillResult.Recovery(
                        DAMAGE, CommandRun.NOW.minusSeconds(5), SOME, restore(verdict, objectivesMet, copy)));
    }

    private static DrillResult drill(DrilledRestore rehearsal, DrillResult.@Nullable Recovery recovery) {
        return new DrillResult(
                DrillSettings.of(42, 600),
                0.01,
                "orders",
                612,
                new DrillResult.Changes(40, 50, 10, 20),
                new DrillResult.Baseline("b-1", CommandRun.NOW),
                rehearsal,
                recovery,
                Duration.ofSeconds(26));
    }

    private static DrilledRestore restore(String verdict, boolean objectivesMet, SampleDifference copy) {
        ExecutionOutcome outcome = new ExecutionOutcome.Verdict(
                ExecutionOutcome.Verdict.Kind.valueOf(verdict),
                new ExecutionOutcome.ObjectiveResult(600.0, 6.5, 300.0, 3.0, objectivesMet),
                Json.object()
                        .put("baseline", "b-2")
                        .put("summary", "orders as of 2026-03-01T10:45:30Z in orders-restored is told of"));
        return new DrilledRestore(
                CommandRun.NOW,
                new DrillResult.Baseline("b-2", CommandRun.NOW),
                "arn:aws:states:us-east-1:123456789012:execution:restore:restore-orders-0",
                outcome,
                List.of(),
                SecondOpinion.on(outcome, copy),
                copy);
    }
}
