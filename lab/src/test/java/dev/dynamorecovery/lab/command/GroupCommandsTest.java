package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStatus;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class GroupCommandsTest {

    private static final Instant NOW = CommandRun.NOW;
    private static final String EXECUTION = "arn:aws:states:us-east-2:000000000000:execution:failover:users-1";

    private final InMemoryGroupStack stack = new InMemoryGroupStack();
    private final ControlTransitions rules = new ControlTransitions(Duration.ofSeconds(5));

    @BeforeEach
    void enrol() {
        stack.records.create(
                ControlRecord.first("users", "us-east-1", Duration.ofSeconds(10), "observer", NOW.minusSeconds(600)));
    }

    @Test
    void shouldShowAtAGlanceWhoServesAndHowTheRegionsAre() {
        sees("us-east-2", "us-east-1", new Probe.Succeeded(Duration.ofMillis(3)), NOW.minusSeconds(3));
        stack.readiness.file(new ReplicaReadiness("users", "us-east-2", true, true, "", NOW.minusSeconds(240)));

        CommandRun run = run("status", "users");

        assertThat(run.out())
                .startsWith("users  served by us-east-1  Steady  epoch 1")
                .contains("us-east-1      primary  Healthy to us-east-2 2.0 s ago")
                .contains("us-east-2      standby  seen by nobody; could serve, as of 4 min 00 s ago")
                .contains("a machine would now: hold (VotesMissing)")
                .contains("Enrol           us-east-1 serves  by observer");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldSayWhatWaitsForAPersonAndWhatToRun() {
        failedOver();
        stack.approvals.put(
                "users",
                new PendingApproval(
                        "users",
                        "users-9",
                        "us-east-2",
                        "us-east-2",
                        "hash",
                        "secret-token",
                        NOW,
                        NOW.plusSeconds(60)));

        CommandRun run = run("status", "users");

        assertThat(run.out())
                .contains("served by us-east-2  AwaitingAcknowledgement  epoch 2")
                .contains("→ ./recovery ack users --by NAME")
                .contains("us-east-1 takes no writes until it is proven caught up")
                .contains("→ ./recovery lost-writes users, then ./recovery failback users --to us-east-1")
                .contains("→ ./recovery approve users --incident users-9 --code CODE-OF-THE-MESSAGE --by NAME")
                .doesNotContain("secret-token");
        assertThat(run.exitCode()).isEqualTo(ExitCode.ATTENTION.code());
    }

    @Test
    void shouldGiveTheSameToPrograms() throws Exception {
        failedOver();

        JsonNode json =
                Json.MAPPER.readTree(run("status", "users", "--output", "json").out());

        assertThat(json.path("servingRegion").asText()).isEqualTo("us-east-2");
        assertThat(json.path("fencedRegions").path(0).asText()).isEqualTo("us-east-1");
        assertThat(json.path("timeline")).hasSize(6);
        assertThat(json.path("historyIntact").asBoolean()).isTrue();
        assertThat(json.path("exitCode").asInt()).isEqualTo(ExitCode.ATTENTION.code());
    }

    @Test
    void shouldSayThatAMoveIsUnderWay() {
        claimed();

        CommandRun run = run("status", "users");

        assertThat(run.out()).contains("served by us-east-1  Claimed  epoch 2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.RUNNING.code());
    }

    @Test
    void shouldAskAnotherRegionWhenOneDoesNotAnswer() {
        stack.dead.add("us-west-2");

        CommandRun run = run("status", "users");

        assertThat(run.err()).contains("us-west-2 does not answer: no connection to us-west-2");
        assertThat(stack.regionsAsked).containsExactly("us-west-2", "us-east-2");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldAskOnlyTheRegionThatWasNamed() {
        stack.dead.add("us-east-1");

        CommandRun run = run("status", "users", "--region", "us-east-1");

        assertThat(stack.regionsAsked).containsExactly("us-east-1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE.code());
    }

    @Test
    void shouldAskNoOtherRegionWhereNobodyHasSignedIn() {
        CommandRun run = CommandRun.of(
                (region, options) -> {
                    stack.regionsAsked.add(region);
                    throw SdkClientException.create("Unable to load credentials from any of the providers");
                },
                "status",
                "users");

        assertThat(stack.regionsAsked).hasSize(1);
        assertThat(run.err()).contains("no AWS credentials were found").doesNotContain("does not answer");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE.code());
    }

    @Test
    void shouldSayThatAGroupIsNotUnderControl() {
        CommandRun run = run("status", "orders");

        assertThat(run.err()).contains("nobody has put 'orders' under the suite's control yet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
    }

    @Test
    void shouldStopAllAutomationAndLetItGoOn() {
        CommandRun stopped = run("stop-automation", "--reason", "works tonight", "--by", "ada");
        CommandRun again = run("stop-automation", "--reason", "other works", "--by", "eve");

        assertThat(stopped.out()).contains("All automation is stopped by ada", "works tonight");
        assertThat(again.out()).contains("by ada").doesNotContain("eve");
        assertThat(run("status", "users").out()).contains("./recovery stop-automation --release --by NAME");

        assertThat(run("stop-automation", "--release", "--by", "ada").out()).contains("Automation may act again");
        assertThat(stack.killSwitch.stopped()).isEmpty();
    }

    @Test
    void shouldAcknowledgeByTheControllersWord() {
        stack.answers.put(GroupStack.Function.CONTROLLER, Json.object().put("answer", "Done"));

        CommandRun run = run("ack", "users", "--by", "ada");

        assertThat(stack.asked.get(GroupStack.Function.CONTROLLER))
                .hasToString("{\"step\":\"Acknowledge\",\"group\":\"users\",\"by\":\"ada\"}");
        assertThat(run.out()).contains("Acknowledged by ada");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldSayWhyAnAcknowledgementWasRefused() {
        stack.answers.put(
                GroupStack.Function.CONTROLLER,
                Json.object().put("answer", "Refused").put("reason", "nothing waits"));

        CommandRun run = run("ack", "users", "--by", "ada");

        assertThat(run.out()).contains("Not acknowledged: nothing waits");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
    }

    @Test
    void shouldPassAnApprovalOnAndTellWhetherItCounts() {
        stack.answers.put(GroupStack.Function.APPROVER, Json.object().put("accepted", true));

        CommandRun run = run("approve", "users", "--incident", "users-3", "--code", "c0de", "--by", "ada", "--reject");

        assertThat(stack.asked.get(GroupStack.Function.APPROVER))
                .hasToString("{\"request\":\"Answer\",\"group\":\"users\",\"incident\":\"users-3\",\"code\":\"c0de\","
                        + "\"by\":\"ada\",\"approved\":false}");
        assertThat(run.out()).contains("Rejected users-3 by ada");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldExplainADecisionThatStartsNothingAndWhoMayGoOverIt() {
        decides("Hold", "Healthy", "all observers see us-east-1 well", null);

        CommandRun run = run("failover", "users", "--to", "us-east-2");

        assertThat(run.out())
                .contains("Hold: Healthy; nothing was changed", "all observers see us-east-1 well")
                .contains("add --override REASON --by NAME");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
    }

    @Test
    void shouldSayThatNobodyMayGoOverSomeRefusals() {
        decides("Refuse", "TargetFenced", "us-east-2 is fenced", null);

        assertThat(run("failover", "users", "--to", "us-east-2").out())
                .contains("nobody can go over this one")
                .doesNotContain("--override");
    }

    @Test
    void shouldRefuseARegionThatThePlanDoesNotLetServe() {
        CommandRun run = run("failover", "users", "--to", "us-west-2");

        assertThat(run.err()).contains("does not let us-west-2 serve").contains("give one of us-east-1, us-east-2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(stack.asked).isEmpty();
    }

    @Test
    void shouldRefuseAGroupThatNoPlanKnows() {
        CommandRun run = run("failover", "payments", "--to", "us-east-2");

        assertThat(run.err()).contains("there is no failover group 'payments'").contains("plans/payments.yaml");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
    }

    @Test
    void shouldShowTheHistoryOfAFailoverAndItsEnd() {
        decides("Failover", "RegionOut", "two observers see it", EXECUTION);
        failedOver();
        ended(
                "{\"outcome\":\"Concluded\",\"verified\":true,\"target\":\"us-east-2\",\"rto\":{\"detectSeconds\":48.0}}");

        CommandRun run =
                run("failover", "users", "--to", "us-east-2", "--override", "seen it", "--by", "ada@example.com");

        assertThat(stack.asked.get(GroupStack.Function.DETECTOR))
                .hasToString(
                        "{\"request\":\"Failover\",\"group\":\"users\",\"target\":\"us-east-2\",\"dryRun\":false,"
                                + "\"by\":\"ada@example.com\",\"override\":{\"by\":\"ada@example.com\",\"reason\":\"seen it\"}}");
        assertThat(run.out())
                .contains("TakeClaim", "Fence", "Switch", "Conclude")
                .contains("✓ us-east-2 serves users")
                .contains("detect 48 s");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldNotCallAMoveGoodThatNobodyCouldVerify() {
        decides("Failover", "RegionOut", "two observers see it", EXECUTION);
        ended("{\"outcome\":\"Concluded\",\"verified\":false,\"target\":\"us-east-2\",\"reason\":\"no answer\"}");

        CommandRun run = run("failover", "users", "--to", "us-east-2");

        assertThat(run.out()).contains("nobody has shown that its name leads there", "no answer");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_VERIFIED.code());
    }

    @Test
    void shouldNotTakeAnUnknownOutcomeForSuccess() {
        decides("Failover", "RegionOut", "two observers see it", EXECUTION);
        ended("{\"outcome\":\"Splendid\"}");

        assertThat(run("failover", "users", "--to", "us-east-2").exitCode()).isEqualTo(ExitCode.FAILED.code());
    }

    @Test
    void shouldStartAPlannedMoveInTheTargetsRegion() {
        CommandRun run = run("failback", "users", "--to", "us-east-2", "--by", "ada", "--detach");

        assertThat(stack.regionsAsked).containsExactly("us-east-2");
        assertThat(stack.started)
                .containsEntry(
                        "users-back-20260301T104530-000",
                        "{\"group\":\"users\",\"target\":\"us-east-2\",\"by\":\"ada\",\"dryRun\":false}");
        assertThat(run.out()).contains("./recovery status users");
        assertThat(run.exitCode()).isZero();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(stack, arguments);
    }

    private void decides(String decision, String detection, String reason, @Nullable String executionArn) {
        stack.answers.put(
                GroupStack.Function.DETECTOR,
                Json.object()
                        .put("decision", decision)
                        .put("detection", detection)
                        .put("reason", reason)
                        .put("incident", "users-1")
                        .put("executionArn", executionArn));
    }

    private void ended(String output) {
        stack.executions.put(
                EXECUTION,
                new ExecutionSnapshot(
                        "users-1",
                        EXECUTION,
                        ExecutionStatus.SUCCEEDED,
                        NOW.minusSeconds(60),
                        NOW,
                        "{}",
                        output,
                        null,
                        null));
    }

    private void sees(String observer, String subject, Probe dataPlane, Instant at) {
        Probe application = new Probe.NotSeen("no endpoint");
        stack.ballots.cast(new Observation("users", observer, subject, at.plusSeconds(1), dataPlane, application, null)
                .following(
                        Optional.of(new Observation("users", observer, subject, at, dataPlane, application, null)
                                .following(Optional.empty(), Duration.ofSeconds(11))),
                        Duration.ofSeconds(11)));
    }

    @Test
    void shouldShowSinceWhenAnObserverSeesARegionOut() {
        sees("us-west-2", "us-east-1", new Probe.Failed(ProbeFailure.TIMEOUT), NOW.minusSeconds(3));

        assertThat(run("status", "users").out()).contains("Out to us-west-2 2.0 s ago for 1.0 s");
    }

    private void claimed() {
        apply(
                new ControlCommand.TakeClaim(1, "us-east-2/x", "users-1", Purpose.FAILOVER, "us-east-2", true, null),
                NOW.minusSeconds(50));
    }

    private void failedOver() {
        claimed();
        apply(new ControlCommand.Fence(2, "us-east-2/x"), NOW.minusSeconds(49));
        apply(new ControlCommand.StartLeaseWait(2, "us-east-2/x"), NOW.minusSeconds(48));
        apply(new ControlCommand.Switch(2, "us-east-2/x", null), NOW.minusSeconds(20));
        apply(new ControlCommand.Conclude(2, "us-east-2/x", true, "seen"), NOW.minusSeconds(10));
    }

    private void apply(ControlCommand command, Instant at) {
        ControlRecord before = stack.records.read("users").orElseThrow();
        assertThat(rules.apply(before, command, at))
                .isInstanceOfSatisfying(
                        Transition.Applied.class,
                        applied -> assertThat(stack.records.replace(before, applied.after()))
                                .isTrue());
    }
}
