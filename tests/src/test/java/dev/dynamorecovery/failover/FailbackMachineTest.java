package dev.dynamorecovery.failover;

import static dev.dynamorecovery.failover.FailoverSite.OUT_SINCE;
import static dev.dynamorecovery.failover.FailoverSite.PRIMARY;
import static dev.dynamorecovery.failover.FailoverSite.STANDBY;
import static dev.dynamorecovery.failover.FailoverSite.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.plan.Approval;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.lab.machine.execution.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped machine of planned moves, every second of it under a virtual clock. */
class FailbackMachineTest {

    private static final String HOME = "{'group':'orders','target':'us-east-1','by':'ada','dryRun':false}";
    private static final String AWAY = "{'group':'orders','target':'us-east-2','by':'ada','dryRun':false}";
    private static final String ALARM =
            "{'source':'aws.cloudwatch','detail-type':'CloudWatch Alarm State Change','detail':{}}";
    private static final Approval ADA = new Approval.Named(List.of("ada"));
    private static final Pattern QUESTION = Pattern.compile("--incident (\\S+) --code ([0-9a-f]{32})");
    private static final Duration UNFINISHED_AFTER = Duration.ofSeconds(68);
    private static final Duration SIGN = Duration.ofSeconds(17);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FailoverSite site = site(plan -> plan, 1);

    private static FailoverSite site(UnaryOperator<RecoveryPlan> planned, double timeoutScale) {
        try {
            FailoverSite site = new FailoverSite(planned, records -> records, timeoutScale);
            site.ballots.primaryOut = false;
            site.readiness.file(new ReplicaReadiness("orders", PRIMARY, true, true, "", site.time.now()));
            return site;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void shouldComeHomeByProofAndLiftTheFence() throws Exception {
        failedOver();

        JsonNode output = succeeded(site.endedInTime(site.startMove(STANDBY, HOME)));

        assertThat(output.path("outcome").asText()).as(output.toString()).isEqualTo("Concluded");
        assertThat(output.path("verified").asBoolean()).isTrue();
        assertThat(site.sentTo("sns"))
                .singleElement()
                .satisfies(notice -> assertThat(URLDecoder.decode(notice.body(), StandardCharsets.UTF_8))
                        .contains("Planned move of orders to us-east-1: Concluded")
                        .doesNotContain("Failover of"));
        home();
        assertThat(events()).endsWith("TakeClaim", "Fence", "StartLeaseWait", "Switch", "Conclude");
    }

    @Test
    void shouldRehearseTheMoveAndChangeNothing() throws Exception {
        failedOver();
        ControlRecord before = site.record("orders");

        JsonNode output =
                succeeded(site.endedInTime(site.startMove(STANDBY, HOME.replace("'dryRun':false", "'dryRun':true"))));

        assertThat(output.path("outcome").asText()).isEqualTo("DryRun");
        assertThat(output.at("/record/servingRegion").asText()).isEqualTo(PRIMARY);
        assertThat(site.record("orders")).isEqualTo(before);
    }

    /** Sixteen calls: what is left when the move was killed is ended by the detectors, and the move is asked for again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15, 18})
    void shouldEndInTheSamePlaceWhenKilledAfterAnyStateAndStartedAgain(int calls) throws Exception {
        failedOver();
        site.killAfter(calls);
        Execution killed = site.endedInTime(site.startMove(STANDBY, HOME));
        site.killAfter(Integer.MAX_VALUE);
        assertThat(killed.status()).isIn(Execution.Status.ABORTED, Execution.Status.SUCCEEDED);

        endWhatWasLeft();
        succeeded(site.endedInTime(site.startMove(STANDBY, HOME)));

        home();
        assertThat(events().stream().filter("Switch"::equals)).hasSize(2);
    }

    @Test
    void shouldWaitTenMinutesForAPersonAndNotBeTakenForAStoppedController() throws Exception {
        approvalAsked();
        Execution waiting = site.startMove(STANDBY, AWAY);
        Matcher question = question();

        for (int sign = 0; sign < 36; sign++) {
            giveASign();
            assertThat(swept()).as("a take-over of what is alive").isEmpty();
        }
        assertThat(answer(question, true).path("accepted").asBoolean()).isTrue();
        JsonNode output = succeeded(site.endedInTime(waiting));

        assertThat(output.path("outcome").asText()).as(output.toString()).isEqualTo("Concluded");
        assertThat(site.record("orders").mayWrite(STANDBY)).isTrue();
        assertThat(events()).containsExactly("Enrol", "TakeClaim", "Fence", "StartLeaseWait", "Switch", "Conclude");
    }

    @Test
    void shouldGiveTheGroupBackWhenTheExecutionIsKilledWhileAPersonIsAsked() throws Exception {
        approvalAsked();
        Execution waiting = site.startMove(STANDBY, AWAY);
        question();
        giveASign();
        site.killAll();
        FailoverSite.ended(waiting);
        site.time.advance(UNFINISHED_AFTER);
        assertThat(swept()).isEmpty();
        site.time.advance(Duration.ofSeconds(1));

        assertThat(swept()).hasSize(1);

        assertThat(site.record("orders").state()).isEqualTo(ControlState.STEADY);
        assertThat(site.record("orders").mayWrite(PRIMARY)).isTrue();
    }

    @Test
    void shouldGiveWayToAFailoverWhenTheRegionGoesOutWhileAPersonIsAsked() throws Exception {
        approvalAsked();
        site.startMove(STANDBY, AWAY);
        question();
        site.ballots.primaryOut = true;

        assertThat(swept()).hasSize(1);

        assertThat(site.record("orders").mayWrite(PRIMARY)).isTrue();
        assertThat(events()).contains("TakeOver").endsWith("Release");
    }

    @Test
    void shouldGiveTheGroupBackWhenAPersonRejects() throws Exception {
        approvalAsked();
        Execution waiting = site.startMove(STANDBY, AWAY);
        assertThat(answer(question(), false).path("accepted").asBoolean()).isTrue();

        JsonNode output = succeeded(site.endedInTime(waiting));

        assertThat(output.path("outcome").asText()).isEqualTo("Released");
        assertThat(output.path("reason").asText()).contains("Rejected by ada");
        assertThat(site.record("orders").mayWrite(PRIMARY)).isTrue();
    }

    @Test
    void shouldGiveTheGroupBackWhenNobodyAnswersInTime() throws Exception {
        site.close();
        site = site(
                plan -> SamplePlans.with(SamplePlans.with(plan, ADA), UNFINISHED_AFTER, Duration.ofMinutes(1)), 0.05);

        JsonNode output = succeeded(site.endedInTime(site.startMove(STANDBY, AWAY)));

        assertThat(output.path("outcome").asText()).isEqualTo("Released");
        assertThat(output.path("reason").asText()).contains("ApprovalTimedOut: nobody answered within 60 s");
        assertThat(site.record("orders").mayWrite(PRIMARY)).isTrue();
    }

    /** The record as a failover to the standby has left it, acknowledged since. */
    private void failedOver() {
        change(new ControlCommand.TakeClaim(1, "c", "orders-1", Purpose.FAILOVER, STANDBY, true, null), 0);
        change(new ControlCommand.Fence(2, "c"), 1);
        change(new ControlCommand.StartLeaseWait(2, "c"), 2);
        change(new ControlCommand.Switch(2, "c", null), 20);
        change(new ControlCommand.Conclude(2, "c", true, ""), 30);
        change(new ControlCommand.Acknowledge(2, "ada"), 40);
    }

    private void change(ControlCommand command, int second) {
        ControlRecord before = site.record("orders");
        Transition transition =
                new ControlTransitions(Duration.ofSeconds(5)).apply(before, command, OUT_SINCE.plusSeconds(second));
        assertThat(site.records.replace(before, ((Transition.Applied) transition).after()))
                .isTrue();
    }

    private void home() {
        ControlRecord record = site.record("orders");
        Timeline timeline = site.records.timeline("orders");
        assertThat(record.state()).isEqualTo(ControlState.STEADY);
        assertThat(record.servingRegion()).isEqualTo(PRIMARY);
        assertThat(record.fencedRegions()).isEmpty();
        assertThat(timeline.firstBreak(record.newest())).isEmpty();
    }

    private List<String> events() {
        return site.records.timeline("orders").entries().stream()
                .map(TimelineEntry::event)
                .toList();
    }

    /** Time passes, and the detectors look: what a killed execution has left unfinished comes to an end. */
    private void endWhatWasLeft() throws Exception {
        site.time.advance(UNFINISHED_AFTER.plusSeconds(1));
        swept();
    }

    /** The executions that a look of the witness's detector has started for the orders, ended. */
    private List<Execution> swept() throws Exception {
        int before = site.started.size();
        site.call(WITNESS, "FailoverDetector", ALARM);
        List<Execution> started = site.started.subList(before, site.started.size()).stream()
                .filter(execution -> execution.name().startsWith("orders"))
                .toList();
        for (Execution execution : started) {
            succeeded(FailoverSite.ended(execution));
        }
        return started;
    }

    /** Lets the time of one sign of life pass, and waits until it is given. */
    private void giveASign() throws InterruptedException {
        Instant before = site.record("orders").changedAt();
        site.time.awaitFollower();
        site.time.advance(SIGN);
        assertThat(happens(() -> site.record("orders").changedAt().isAfter(before), PATIENCE))
                .as("a sign of life")
                .isTrue();
    }

    private void approvalAsked() throws IOException {
        site.close();
        site = site(plan -> SamplePlans.with(plan, ADA), 1);
    }

    private Matcher question() throws InterruptedException {
        assertThat(happens(() -> !site.notices.isEmpty(), PATIENCE))
                .as("a question")
                .isTrue();
        Matcher matcher = QUESTION.matcher(site.notices.getFirst().message());
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    private static boolean happens(BooleanSupplier what, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!what.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }

    private JsonNode answer(Matcher question, boolean approved) throws IOException {
        return site.call(
                WITNESS,
                "FailoverApprover",
                "{'request':'Answer','group':'orders','incident':'" + question.group(1) + "','code':'"
                        + question.group(2) + "','by':'ada','approved':" + approved + "}");
    }

    private static JsonNode succeeded(Execution execution) {
        assertThat(execution.status())
                .as("%s %s", execution.name(), execution.failure())
                .isEqualTo(Execution.Status.SUCCEEDED);
        return Objects.requireNonNull(execution.output());
    }
}
