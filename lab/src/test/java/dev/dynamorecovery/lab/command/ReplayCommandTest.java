package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.ExecutionStatus;
import dev.dynamorecovery.lab.execution.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {

    private static final String UNDO = "undo orders --from 2026-03-01T10:40:00Z --to 2026-03-01T10:45:00Z ";

    private final InMemoryRecoveryStack stack = new InMemoryRecoveryStack(CommandRun.NOW.minusSeconds(60));

    @Test
    void shouldAskToRollForwardExactlyWhatWasTyped() throws Exception {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        CommandRun run = run("roll-forward orders --copy orders-copy --from 2026-03-01T10:00:00Z --without-writer bad"
                + " --without-key userId=u-1,orderId=o-1 --without-key userId=u-2,orderId=o-2"
                + " --without-between 2026-03-01T10:40:00Z 2026-03-01T10:45:00Z --dry-run --accept-gaps --no-verify"
                + " --reveal-values --request-id case-7");

        assertThat(input()).isEqualTo(Json.MAPPER.readTree("""
                {"operation":"RollForward","table":"orders","copy":"orders-copy","from":"2026-03-01T10:00:00Z",
                 "without":{"keys":[{"orderId":"o-1","userId":"u-1"},{"orderId":"o-2","userId":"u-2"}],
                            "window":{"from":"2026-03-01T10:40:00Z","until":"2026-03-01T10:45:00Z"},"writer":"bad"},
                 "dryRun":true,"acceptGaps":true,"revealValues":true,"verify":false,"requestId":"case-7"}"""));
        assertThat(stack.inputsByName.keySet())
                .allSatisfy(name -> assertThat(name).startsWith("roll-forward-orders-"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldOnlyListWhenUndoIsNotToldToApply() throws Exception {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        run(UNDO + "--writer bad");

        assertThat(input()).isEqualTo(Json.MAPPER.readTree("""
                {"operation":"Undo","table":"orders",
                 "changes":{"window":{"from":"2026-03-01T10:40:00Z","until":"2026-03-01T10:45:00Z"},"writer":"bad"},
                 "acceptGaps":false,"revealValues":false}"""));
    }

    @Test
    void shouldApplyAListingAndNothingElse() throws Exception {
        stack.willBe(ExecutionStatus.RUNNING, null, null, null);

        run("undo orders --apply undo-orders-0a1b");

        assertThat(input())
                .isEqualTo(Json.MAPPER.readTree(
                        "{\"operation\":\"Undo\",\"table\":\"orders\",\"apply\":\"undo-orders-0a1b\"}"));
    }

    @Test
    void shouldSayHowToDoWhatWasListed() {
        stack.willBe(ExecutionStatus.SUCCEEDED, output("Listed", 2, "null"), null, null);

        CommandRun run = run(UNDO + "--follow");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("✓ Listed", "nothing was written", "./recovery undo orders --apply undo-orders-1 --follow");
    }

    @Test
    void shouldLeadTheNextCommandToTheSamePlace() {
        stack.willBe(ExecutionStatus.SUCCEEDED, output("Listed", 0, "null"), null, null);
        assertThat(run(UNDO + "--follow --lab").out()).contains("--apply undo-orders-1 --lab --follow");
    }

    @Test
    void shouldSayWhyACopyIsNotProvenAndWhereTheComparisonIs() {
        stack.willBe(
                ExecutionStatus.SUCCEEDED,
                output(
                        "RolledForward",
                        0,
                        "{\"outcome\":\"Unproven\",\"execution\":\"compared\",\"detail\":\"Invariant: x\"}"),
                null,
                null);
        assertThat(run("roll-forward orders --copy orders-copy --follow --stack other")
                        .out())
                .contains("Invariant: x", "./recovery status compared --stack other");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | null                                | 0  | ✓ Rolled forward
            3 | null                                | 11 | 3 items were left alone
            0 | {"outcome":"Consistent"}            | 0  | ✓ Rolled forward
            0 | {"outcome":"ConsistentButForLeftOut","expectedDifferences":4} | 0 | 4 items differ as they have to
            0 | {"outcome":"Unproven"}              | 5  | not proven
            0 | {"outcome":"","detail":"it failed"} | 5  | it failed
            3 | {"outcome":"Inconsistent","unexpectedDifferences":1}  | 4  | not what it should be
            """)
    void shouldTellByTheExitCodeWhatARollForwardCameTo(
            long conflicts, String verification, int exitCode, String words) {
        stack.willBe(ExecutionStatus.SUCCEEDED, output("RolledForward", conflicts, verification), null, null);

        CommandRun run = run("roll-forward orders --copy orders-copy --follow");

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            undo orders --from 2026-03-01T10:40:00Z                                       | --to
            undo orders                                                                   | --apply
            undo orders --from 2026-03-01T10:45:00Z --to 2026-03-01T10:40:00Z             | --to
            undo orders --from 2026-03-01T10:40:00.5Z --to 2026-03-01T10:45:00Z           | --from
            undo orders --apply undo-orders-1 --from 2026-03-01T10:40:00Z --to 2026-03-01T10:45:00Z | --apply
            undo orders --apply restore-orders-1                                          | --apply
            roll-forward orders                                                           | --copy
            roll-forward orders --copy orders                                             | --copy
            roll-forward orders --copy orders-copy --without-key nonsense                 | --without-key
            roll-forward orders --copy orders-copy --without-between 2026-03-01T10:00:00Z 2026-03-01T10:01:00Z --without-between 2026-03-01T10:30:00Z 2026-03-01T10:31:00Z | --without-between
            roll-forward orders --copy orders-copy --without-between 2026-03-01T10:01:00Z 2026-03-01T10:00:00Z | --without-between
            """)
    void shouldRefuseAtTheKeyboardWhatCannotBeMeant(String line, String named) {
        CommandRun run = run(line);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(named);
        assertThat(stack.inputsByName).isEmpty();
    }

    @Test
    void shouldShowExamplesThatCanBeCopied() {
        assertThat((run("undo --help").out() + run("roll-forward --help").out()).lines())
                .filteredOn(line -> line.contains("./recovery ") && line.startsWith("  "))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100))
                .anySatisfy(line -> assertThat(line).endsWith(" \\"));
    }

    private CommandRun run(String line) {
        return CommandRun.of(stack, Stream.of(line.strip().split(" +", -1)).toArray(String[]::new));
    }

    private JsonNode input() throws Exception {
        return Json.MAPPER.readTree(stack.inputsByName.values().iterator().next());
    }

    private static String output(String outcome, long conflicts, String verification) {
        return """
                {"outcome":"%s","table":"orders","target":"orders-copy","execution":"undo-orders-1","changes":9,
                 "leftOut":1,"written":5,"created":1,"changed":3,"deleted":1,"inPlace":2,"conflicts":%d,"entangled":0,
                 "verification":%s,"report":{"json":"s3://e/r.json","markdown":"s3://e/r.md","items":"s3://e/items/"},
                 "summary":"Did it"}""".formatted(outcome, conflicts, verification);
    }
}
