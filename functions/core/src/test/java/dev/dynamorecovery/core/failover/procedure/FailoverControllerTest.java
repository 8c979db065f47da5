package dev.dynamorecovery.core.failover.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryKillSwitch;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.NamedOverride;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TransitionRefusal;
import dev.dynamorecovery.core.failover.control.UnknownGroup;
import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.preflight.InMemoryReadinessReports;
import dev.dynamorecovery.core.failover.vote.InMemoryBallots;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.SamplePlans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverControllerTest {

    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final Asked BY_ADA =
            Asked.byPerson("us-east-2", Optional.of(new NamedOverride("ada", "I have seen it")));

    private final RecoveryPlan plan = SamplePlans.orders();
    private final InMemoryControlRecords records = new InMemoryControlRecords();
    private final InMemoryKillSwitch killSwitch = new InMemoryKillSwitch();
    private final FailoverProcedure procedure =
            new FailoverProcedure(plan.failover().leaseMargin());
    private Instant now = START;

    @BeforeEach
    void enrol() {
        new GroupEnrolment(records, () -> now).enrol(plan, "ada");
    }

    @Test
    void shouldCarryAFailoverThroughAndWaitForAnAcknowledgement() {
        assertThat(run(order(), MoveStep.values().length))
                .isEqualTo(new NextStep.End("Concluded", "verified: a write went through"));

        ControlRecord record = record();
        assertThat(record.state()).isEqualTo(ControlState.AWAITING_ACKNOWLEDGEMENT);
        assertThat(record.mayWrite("us-east-2")).isTrue();
        assertThat(now).isEqualTo(START.plusSeconds(15));
        assertThat(controller(records).acknowledge("ada")).isInstanceOf(StepAnswer.Done.class);
        assertThat(record().state()).isEqualTo(ControlState.STEADY);
        assertThat(controller(records).unfence("us-east-1", "ada", "equal digests"))
                .isInstanceOf(StepAnswer.Done.class);
        assertThat(record().fencedRegions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void shouldEndInTheSamePlaceWhenKilledAfterAnyStepAndStartedAgain(int steps) {
        MoveOrder order = order();
        run(order, steps);

        assertThat(run(order, 99)).isEqualTo(new NextStep.End("Concluded", "verified: a write went through"));
        assertThat(records.timeline("orders").entries())
                .extracting(entry -> entry.event())
                .containsExactly("Enrol", "TakeClaim", "Fence", "StartLeaseWait", "Switch", "Conclude");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void shouldBeTakenOverAfterAnyStepAndKeepTheFirstControllerOut(int steps) {
        MoveOrder first = order();
        run(first, steps);
        now = now.plusSeconds(61);

        FailoverDecision.Failover goesOn =
                (FailoverDecision.Failover) assessor(records).decide(plan, BY_ADA);
        MoveOrder second = MoveOrder.of("orders", goesOn, BY_ADA, "us-west-2");
        NextStep end = run(second, 99);

        assertThat(end).isEqualTo(new NextStep.End("Concluded", "verified: a write went through"));
        assertThat(run(first, 99))
                .isInstanceOfSatisfying(
                        NextStep.End.class, late -> assertThat(late.code()).isEqualTo("StaleEpoch"));
        assertThat(record().servingRegion()).isEqualTo("us-east-2");
    }

    @Test
    void shouldLetOneOfTwoControllersClaimAnIncident() {
        MoveOrder here = order();
        MoveOrder there = MoveOrder.of("orders", decision(), BY_ADA, "us-west-2");

        assertThat(controller(records).claim(here)).isInstanceOf(StepAnswer.Done.class);
        assertThat(controller(records).claim(there))
                .isInstanceOfSatisfying(
                        StepAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(TransitionRefusal.STALE_EPOCH));
    }

    @Test
    void shouldGiveTheClaimBackWhenThePreflightNoLongerSpeaksForIt() {
        MoveOrder automatic = automatic();

        assertThat(run(automatic, 99)).isInstanceOfSatisfying(NextStep.End.class, end -> {
            assertThat(end.code()).isEqualTo("Released");
            assertThat(end.reason()).contains("us-east-1 serves on").contains("VotesMissing");
        });
        assertThat(record().mayWrite("us-east-1")).isTrue();
        assertThat(record().automationBlock()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = MoveStep.class,
            names = {"FENCE", "SWITCH"})
    void shouldGiveTheClaimBackWhenAutomationIsStoppedMeanwhile(MoveStep step) {
        MoveOrder automatic = automatic();
        FailoverController controller = controller(records);
        controller.claim(automatic);
        if (step == MoveStep.SWITCH) {
            controller.fence(automatic);
            controller.startLeaseWait(automatic);
            now = now.plusSeconds(15);
        }
        killSwitch.stop(new KillSwitch.Stop("bob", "false alarms", now));

        StepAnswer answer =
                step == MoveStep.SWITCH ? controller.switchOver(automatic, null) : controller.fence(automatic);

        assertThat(answer).isInstanceOf(StepAnswer.GiveBack.class);
        assertThat(controller.release(automatic, "stopped")).isInstanceOf(StepAnswer.Done.class);
        assertThat(record().mayWrite("us-east-1")).isTrue();
    }

    @Test
    void shouldNotTakeASwitchBackWhenAutomationIsStoppedAfterIt() {
        MoveOrder automatic = automatic();
        FailoverController controller = controller(records);
        controller.claim(automatic);
        controller.fence(automatic);
        controller.startLeaseWait(automatic);
        now = now.plusSeconds(15);
        controller.switchOver(automatic, null);
        killSwitch.stop(new KillSwitch.Stop("bob", "false alarms", now));

        assertThat(controller.switchOver(automatic, null)).isInstanceOf(StepAnswer.Done.class);
        assertThat(controller.fence(automatic)).isInstanceOf(StepAnswer.Done.class);
    }

    @Test
    void shouldReadTheClockAfterTheRecordThatShowsTheFence() {
        MoveOrder order = order();
        controller(records).claim(order);
        controller(records).fence(order);
        ControlRecords slow = new DelegatingRecords() {
            @Override
            public Optional<ControlRecord> read(String group) {
                Optional<ControlRecord> found = super.read(group);
                now = now.plusSeconds(30);
                return found;
            }
        };

        controller(slow).startLeaseWait(order);

        assertThat(record().leaseWaitSince()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void shouldTryAnewWhenAnotherChangedTheRecordAtTheSameMoment() {
        MoveOrder order = order();
        List<ControlRecord> lost = new ArrayList<>();
        ControlRecords contended = new DelegatingRecords() {
            @Override
            public boolean replace(ControlRecord before, ControlRecord after) {
                if (lost.isEmpty()) {
                    lost.add(before);
                    return false;
                }
                return super.replace(before, after);
            }
        };

        assertThat(controller(contended).claim(order)).isInstanceOf(StepAnswer.Done.class);
    }

    @Test
    void shouldAskForPatienceWhenOthersChangeTheRecordAllTheTime() {
        ControlRecords contended = new DelegatingRecords() {
            @Override
            public boolean replace(ControlRecord before, ControlRecord after) {
                return false;
            }
        };

        assertThat(controller(contended).claim(order())).isInstanceOf(StepAnswer.NotYet.class);
    }

    @Test
    void shouldGiveAPlannedMoveBackWhoseControllerStopped() {
        MoveOrder planned = MoveOrder.planned("orders", 1, "us-east-2", "us-east-2", "move-7");
        controller(records).claim(planned);
        controller(records).fence(planned);
        now = now.plusSeconds(61);
        FailoverDecision.Failover goesOn =
                (FailoverDecision.Failover) assessor(records).decide(plan, Asked.byMachine());

        NextStep end = run(MoveOrder.of("orders", goesOn, Asked.byMachine(), "us-west-2"), 99);

        assertThat(end)
                .isInstanceOfSatisfying(
                        NextStep.End.class,
                        released -> assertThat(released.code()).isEqualTo("Released"));
        assertThat(record().mayWrite("us-east-1")).isTrue();
    }

    @Test
    void shouldNotTakeAnExecutionForAStoppedOneThatSaysItIsAtWork() {
        MoveOrder planned = MoveOrder.planned("orders", 1, "us-east-2", "us-east-2", "move-7");
        controller(records).claim(planned);
        controller(records).fence(planned);
        controller(records).startLeaseWait(planned);
        Timeline history = records.timeline("orders");

        for (int sign = 0; sign < 40; sign++) {
            now = now.plus(plan.failover().keepAliveEvery());
            assertThat(controller(records).keepAlive(planned)).isInstanceOf(StepAnswer.Done.class);
            assertThat(assessor(records).decide(plan, Asked.byMachine())).isInstanceOf(FailoverDecision.Hold.class);
        }
        assertThat(records.timeline("orders")).isEqualTo(history);
        now = now.plusSeconds(61);

        assertThat(assessor(records).decide(plan, Asked.byMachine()))
                .isInstanceOfSatisfying(
                        FailoverDecision.Failover.class,
                        dead -> assertThat(dead.goesOn()).isTrue());
    }

    @Test
    void shouldGiveNoSignOfLifeForAClaimThatIsAnothersOrOver() {
        MoveOrder first = order();
        run(first, 3);
        now = now.plusSeconds(61);
        MoveOrder second = MoveOrder.of("orders", decision(), BY_ADA, "us-west-2");
        controller(records).claim(second);

        assertThat(controller(records).keepAlive(first))
                .isInstanceOfSatisfying(
                        StepAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(TransitionRefusal.STALE_EPOCH));
        assertThat(controller(records).keepAlive(second)).isInstanceOf(StepAnswer.Done.class);
        run(second, 99);
        ControlRecord concluded = record();
        assertThat(controller(records).keepAlive(second))
                .isInstanceOfSatisfying(
                        StepAnswer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(TransitionRefusal.NOT_IN_THIS_STATE));
        assertThat(record()).isEqualTo(concluded);
    }

    @Test
    void shouldGiveAPlannedMoveBackThatHasNoProof() {
        MoveOrder planned = MoveOrder.planned("orders", 1, "us-east-2", "us-east-2", "move-7");
        controller(records).claim(planned);
        controller(records).fence(planned);
        controller(records).startLeaseWait(planned);
        now = now.plusSeconds(15);
        StepAnswer answer = controller(records).switchOver(planned, null);

        assertThat(procedure.after(MoveStep.SWITCH, answer))
                .isInstanceOfSatisfying(
                        NextStep.Run.class, next -> assertThat(next.step()).isEqualTo(MoveStep.RELEASE));
    }

    @Test
    void shouldRefuseAGroupThatNobodyEnrolled() {
        FailoverController stranger =
                FailoverController.of(SamplePlans.packaged("users"), records, assessor(records), () -> now);

        assertThatThrownBy(() -> stranger.acknowledge("ada"))
                .isInstanceOf(UnknownGroup.class)
                .hasMessageContaining("users");
        assertThatThrownBy(() -> assessor(records).decide(SamplePlans.packaged("users"), BY_ADA))
                .isInstanceOf(UnknownGroup.class);
    }

    @Test
    void shouldLeaveAGroupAsItIsThatIsEnrolledAgain() {
        run(order(), 99);
        ControlRecord before = record();

        assertThat(new GroupEnrolment(records, () -> now).enrol(plan, "bob")).isEqualTo(before);
        assertThat(record()).isEqualTo(before);
    }

    /** Runs an execution from its first step, at most so many of them. */
    private NextStep run(MoveOrder order, int steps) {
        NextStep next = new NextStep.Run(FailoverProcedure.FIRST, Duration.ZERO, "");
        for (int step = 0; step < steps; step++) {
            if (!(next instanceof NextStep.Run run)) {
                return next;
            }
            now = now.plus(run.after());
            next = procedure.after(run.step(), answer(order, run));
        }
        return next;
    }

    private StepAnswer answer(MoveOrder order, NextStep.Run run) {
        FailoverController controller = controller(records);
        return switch (run.step()) {
            case CLAIM -> controller.claim(order);
            case PREFLIGHT -> controller.preflight(order);
            case FENCE -> controller.fence(order);
            case START_LEASE_WAIT -> controller.startLeaseWait(order);
            case SWITCH -> controller.switchOver(order, null);
            case VERIFY -> new StepAnswer.Done(record());
            case CONCLUDE -> controller.conclude(order, true, "a write went through");
            case RELEASE -> controller.release(order, run.reason());
        };
    }

    private MoveOrder order() {
        return MoveOrder.of("orders", decision(), BY_ADA, "us-east-2");
    }

    private MoveOrder automatic() {
        FailoverDecision.Failover decision = decision();
        return MoveOrder.of("orders", decision, Asked.byMachine(), "us-east-2");
    }

    private FailoverDecision.Failover decision() {
        return (FailoverDecision.Failover) assessor(records).decide(plan, BY_ADA);
    }

    private ControlRecord record() {
        return records.read("orders").orElseThrow();
    }

    private GroupAssessor assessor(ControlRecords of) {
        return new GroupAssessor(of, killSwitch, new InMemoryBallots(), new InMemoryReadinessReports(), () -> now);
    }

    private FailoverController controller(ControlRecords of) {
        return FailoverController.of(plan, of, assessor(of), () -> now);
    }

    /** Passes everything on, but for what a test overrides. */
    private class DelegatingRecords implements ControlRecords {

        @Override
        public Optional<ControlRecord> read(String group) {
            return records.read(group);
        }

        @Override
        public boolean create(ControlRecord first) {
            return records.create(first);
        }

        @Override
        public boolean replace(ControlRecord before, ControlRecord after) {
            return records.replace(before, after);
        }

        @Override
        public boolean keepAlive(ControlRecord standing, Instant at) {
            return records.keepAlive(standing, at);
        }

        @Override
        public Timeline timeline(String group) {
            return records.timeline(group);
        }
    }
}
