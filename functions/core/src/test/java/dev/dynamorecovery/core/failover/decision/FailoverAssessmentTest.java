package dev.dynamorecovery.core.failover.decision;

import static dev.dynamorecovery.core.failover.decision.FailoverCase.FAILED;
import static dev.dynamorecovery.core.failover.decision.FailoverCase.NOT_SEEN;
import static dev.dynamorecovery.core.failover.decision.FailoverCase.NOW;
import static dev.dynamorecovery.core.failover.decision.FailoverCase.PRIMARY;
import static dev.dynamorecovery.core.failover.decision.FailoverCase.STANDBY;
import static dev.dynamorecovery.core.failover.decision.FailoverCase.WELL;
import static dev.dynamorecovery.core.failover.decision.FailoverCase.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.failover.control.ControlCommand.Acknowledge;
import dev.dynamorecovery.core.failover.control.ControlCommand.Conclude;
import dev.dynamorecovery.core.failover.control.ControlCommand.Fence;
import dev.dynamorecovery.core.failover.control.ControlCommand.Release;
import dev.dynamorecovery.core.failover.control.ControlCommand.StartLeaseWait;
import dev.dynamorecovery.core.failover.control.ControlCommand.Switch;
import dev.dynamorecovery.core.failover.control.ControlCommand.TakeClaim;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.NamedOverride;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.decision.FailoverDecision.Failover;
import dev.dynamorecovery.core.failover.decision.FailoverDecision.Hold;
import dev.dynamorecovery.core.failover.decision.FailoverDecision.Refuse;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.SamplePlans;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailoverAssessmentTest {

    private static final String BY = STANDBY + "/orders-1";
    private static final TakeClaim CLAIM = new TakeClaim(1, BY, "orders-1", Purpose.FAILOVER, STANDBY, true, null);
    private static final TakeClaim PLANNED = new TakeClaim(1, BY, "move-7", Purpose.SWITCHOVER, STANDBY, false, null);
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration OUT_FOR = Duration.ofSeconds(45);
    private static final Duration HEALTHY_FOR = Duration.ofSeconds(30);
    private static final NamedOverride OVERRIDE = new NamedOverride("ada", "I have seen it");

    /** Each row of the table by a situation that differs from an outage in that one thing. */
    static Stream<Arguments> rows() {
        return Stream.of(
                row(Detection.PLAN_FORBIDS, "strategy", it -> it.plan = SamplePlans.packaged("transactions")),
                row(
                        Detection.AUTOMATION_STOPPED,
                        "kill switch",
                        it -> it.stop = Optional.of(new KillSwitch.Stop("bob", "false alarms", NOW))),
                row(Detection.UNFINISHED_FAILOVER, "silent for 61 s", it -> it.after(61, CLAIM)),
                row(
                        Detection.UNFINISHED_FAILOVER,
                        "a planned move of a Region that is out",
                        it -> it.after(0, PLANNED)),
                row(
                        Detection.FAILOVER_UNDER_WAY,
                        "a planned move of a Region that is out for too short a time",
                        it -> it.after(0, PLANNED).vote(WITNESS, PRIMARY, FAILED, WELL, OUT_FOR.minus(MILLISECOND))),
                row(
                        Detection.FAILOVER_UNDER_WAY,
                        "a planned move that has left the Region which is out",
                        it -> it.after(20, PLANNED, new Fence(2, BY), new StartLeaseWait(2, BY))
                                .after(0, new Switch(2, BY, "equal digests"))),
                row(Detection.FAILOVER_UNDER_WAY, "changed by a clock far ahead", it -> it.after(-61, CLAIM)),
                row(Detection.FAILOVER_UNDER_WAY, "silent for 60 s", it -> it.after(60, CLAIM)),
                row(
                        Detection.AWAITING_ACKNOWLEDGEMENT,
                        "concluded",
                        it -> it.after(99, CLAIM, new Fence(2, BY), new StartLeaseWait(2, BY))
                                .after(80, new Switch(2, BY, null), new Conclude(2, BY, true, "well"))),
                row(
                        Detection.AUTOMATION_BLOCKED,
                        "given back",
                        it -> it.after(99, CLAIM, new Release(2, BY, "it was well"))),
                row(Detection.TARGET_NOT_IN_PLAN, "witness asked for", it -> it.asked = byPerson(WITNESS)),
                row(Detection.TARGET_NOT_IN_PLAN, "unknown Region", it -> it.asked = byPerson("mars-1")),
                row(Detection.TARGET_SERVES, "serving Region asked for", it -> it.asked = byPerson(PRIMARY)),
                row(Detection.VOTES_MISSING, "one silent", it -> it.withoutVotesOf(WITNESS)),
                row(Detection.VOTES_MISSING, "both silent", it -> it.votes.clear()),
                row(
                        Detection.VOTES_MISSING,
                        "one could not look",
                        it -> it.vote(WITNESS, PRIMARY, NOT_SEEN, WELL, OUT_FOR)),
                row(Detection.VOTES_MISSING, "one blind", it -> it.vote(STANDBY, WITNESS, FAILED, WELL, OUT_FOR)),
                row(
                        Detection.VOTES_MISSING,
                        "one stale",
                        it -> it.vote(
                                WITNESS,
                                PRIMARY,
                                FAILED,
                                WELL,
                                OUT_FOR,
                                NOW.minusSeconds(15).minus(MILLISECOND),
                                NOW)),
                row(
                        Detection.VOTES_MISSING,
                        "the Region's own observer is no third",
                        it -> it.withoutVotesOf(WITNESS).vote(PRIMARY, PRIMARY, FAILED, WELL, OUT_FOR)),
                row(
                        Detection.HEALTHY,
                        "all see it well",
                        it -> it.vote(STANDBY, PRIMARY, WELL, WELL, OUT_FOR)
                                .vote(WITNESS, PRIMARY, WELL, WELL, OUT_FOR)),
                row(
                        Detection.APPLICATION_OUT,
                        "application only",
                        it -> it.vote(STANDBY, PRIMARY, WELL, FAILED, OUT_FOR)
                                .vote(WITNESS, PRIMARY, WELL, FAILED, OUT_FOR)),
                row(
                        Detection.OBSERVERS_DISAGREE,
                        "one sees it well",
                        it -> it.vote(WITNESS, PRIMARY, WELL, WELL, OUT_FOR)),
                row(
                        Detection.OUT_NOT_LONG_ENOUGH,
                        "one for less than 45 s",
                        it -> it.vote(WITNESS, PRIMARY, FAILED, WELL, OUT_FOR.minus(MILLISECOND))),
                row(
                        Detection.TARGET_NOT_HEALTHY,
                        "one does not see it",
                        it -> it.vote(WITNESS, STANDBY, NOT_SEEN, WELL, HEALTHY_FOR)
                                .vote(WITNESS, WITNESS, WELL, WELL, HEALTHY_FOR)
                                .vote(WITNESS, "eu-west-1", WELL, WELL, HEALTHY_FOR)),
                row(
                        Detection.TARGET_NOT_HEALTHY,
                        "well for less than 30 s",
                        it -> it.vote(WITNESS, STANDBY, WELL, WELL, HEALTHY_FOR.minus(MILLISECOND))),
                row(
                        Detection.TARGET_NOT_HEALTHY,
                        "its application is out",
                        it -> it.vote(STANDBY, STANDBY, WELL, FAILED, HEALTHY_FOR)),
                row(Detection.TARGET_NOT_READY, "nobody looked", it -> it.readiness.clear()),
                row(
                        Detection.TARGET_NOT_READY,
                        "looked at too long ago",
                        it -> it.ready(
                                true, true, NOW.minus(Duration.ofHours(1)).minus(MILLISECOND))),
                row(Detection.TARGET_NOT_READY, "replica not active", it -> it.ready(false, true, NOW)),
                row(Detection.TARGET_NOT_READY, "too small", it -> it.ready(true, false, NOW)),
                row(
                        Detection.REPLICATION_NOT_MEASURED,
                        "no heartbeat",
                        it -> it.votes.replaceAll(vote -> new Vote(
                                vote.group(),
                                vote.observer(),
                                vote.subject(),
                                vote.at(),
                                vote.dataPlane(),
                                vote.application(),
                                vote.view(),
                                vote.since(),
                                null))),
                row(
                        Detection.REPLICATION_NOT_MEASURED,
                        "a heartbeat of the future",
                        it -> replicatedUntil(it, NOW.plusSeconds(15).plus(MILLISECOND))),
                row(
                        Detection.REPLICATION_BEHIND,
                        "behind by more than the objective",
                        it -> replicatedUntil(
                                it,
                                NOW.minus(OUT_FOR).minus(Duration.ofMinutes(5)).minus(MILLISECOND))),
                row(Detection.REGION_OUT, "nothing differs", it -> {}),
                row(
                        Detection.REGION_OUT,
                        "behind by just the objective",
                        it -> replicatedUntil(it, NOW.minus(OUT_FOR).minus(Duration.ofMinutes(5)))),
                row(
                        Detection.REGION_OUT,
                        "votes of 15 s ago",
                        it -> it.vote(WITNESS, PRIMARY, FAILED, WELL, OUT_FOR, NOW.minusSeconds(15), NOW)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldNameWhatItFinds(Detection expected, Consumer<FailoverCase> difference) {
        FailoverCase situation = new FailoverCase();
        difference.accept(situation);

        FailoverDecision decision = situation.decide();

        assertThat(decision.detection()).as(decision.reason()).isEqualTo(expected);
        assertThat(decision.reason()).isNotBlank();
        assertThat(outcome(decision)).isEqualTo(outcomeOf(expected));
    }

    @Test
    void shouldHaveEachDetectionInTheTableOnceAndInItsOrder() {
        assertThat(Detections.TABLE).extracting(Detections.Row::detection).containsExactly(Detection.values());
    }

    @Test
    void shouldTakeAPersonsWordForTheTarget() {
        FailoverCase situation = new FailoverCase();
        situation.asked = Asked.byPerson(STANDBY, Optional.empty());

        assertThat(situation.decide()).isInstanceOf(Failover.class);
    }

    @Test
    void shouldRefuseTheFencedRegionThatWasLeft() {
        FailoverCase situation = movedToTheStandby();
        situation
                .vote(WITNESS, STANDBY, FAILED, WELL, OUT_FOR)
                .vote(PRIMARY, STANDBY, FAILED, WELL, OUT_FOR)
                .vote(WITNESS, PRIMARY, WELL, WELL, HEALTHY_FOR)
                .vote(PRIMARY, WITNESS, WELL, WELL, HEALTHY_FOR)
                .vote(PRIMARY, PRIMARY, WELL, WELL, HEALTHY_FOR);
        situation.asked = Asked.byPerson(PRIMARY, Optional.of(OVERRIDE));

        assertThat(situation.decide()).isInstanceOf(Refuse.class);
        assertThat(situation.decide().detection()).isEqualTo(Detection.TARGET_FENCED);
    }

    @Test
    void shouldLetANamedPersonGoOverWhatIsUncertainAndSayWhatWasPassedOver() {
        FailoverCase situation = new FailoverCase();
        situation.votes.clear();
        situation.readiness.clear();
        situation.asked = Asked.byPerson(STANDBY, Optional.of(OVERRIDE));

        FailoverDecision decision = situation.decide();

        assertThat(decision).isInstanceOf(Failover.class);
        assertThat(decision.evidence().passedOver())
                .containsExactly(
                        Detection.VOTES_MISSING,
                        Detection.HEALTHY,
                        Detection.APPLICATION_OUT,
                        Detection.OBSERVERS_DISAGREE,
                        Detection.OUT_NOT_LONG_ENOUGH,
                        Detection.TARGET_NOT_HEALTHY,
                        Detection.TARGET_NOT_READY,
                        Detection.REPLICATION_NOT_MEASURED);
    }

    @Test
    void shouldNotLetAPersonGoOverAnythingWithoutAnOverride() {
        FailoverCase situation = new FailoverCase();
        situation.asked = Asked.byPerson(STANDBY, Optional.empty());
        situation.vote(WITNESS, PRIMARY, WELL, WELL, OUT_FOR);

        assertThat(situation.decide().detection()).isEqualTo(Detection.OBSERVERS_DISAGREE);
    }

    @Test
    void shouldLetAPersonActWhereAutomationIsStopped() {
        FailoverCase situation = new FailoverCase();
        situation.stop = Optional.of(new KillSwitch.Stop("bob", "false alarms", NOW));
        situation.asked = Asked.byPerson(STANDBY, Optional.empty());

        assertThat(situation.decide()).isInstanceOf(Failover.class);
    }

    @Test
    void shouldNotLetAMachineOverride() {
        assertThatThrownBy(() -> new Asked(true, Optional.empty(), Optional.of(OVERRIDE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name the person");
    }

    @Test
    void shouldNameOneIncidentForAllDecisionsOnOneOutage() {
        Failover first = (Failover) new FailoverCase().decide();
        Failover second = (Failover) new FailoverCase().decide();

        assertThat(first.incident()).isEqualTo("orders-1").isEqualTo(second.incident());
        assertThat(first.execution()).isEqualTo("orders-1-1122T0300").isEqualTo(second.execution());
        assertThat(first.evidence().outSince()).isEqualTo(NOW.minus(OUT_FOR));
        assertThat(first.evidence().notReplicated()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldGoOnWithTheIncidentOfAControllerThatStoppedUnderANameOfItsOwn() {
        Failover goesOn = (Failover) new FailoverCase().after(61, CLAIM).decide();

        assertThat(goesOn.incident()).isEqualTo("orders-1");
        assertThat(goesOn.execution()).isEqualTo("orders-2-1122T0300");
        assertThat(goesOn.goesOn()).isTrue();
    }

    @Test
    void shouldHoldInPreflightWhenTheRegionHasComeBack() {
        FailoverCase situation = new FailoverCase().after(1, CLAIM);
        assertThat(situation.preflight()).isInstanceOf(Failover.class);

        situation.vote(WITNESS, PRIMARY, WELL, WELL, Duration.ZERO).vote(STANDBY, PRIMARY, WELL, WELL, Duration.ZERO);
        assertThat(situation.preflight().detection()).isEqualTo(Detection.HEALTHY);
    }

    @Test
    void shouldHoldInPreflightWhenAutomationWasStoppedSince() {
        FailoverCase situation = new FailoverCase().after(1, CLAIM);
        situation.stop = Optional.of(new KillSwitch.Stop("bob", "false alarms", NOW));

        assertThat(situation.preflight().detection()).isEqualTo(Detection.AUTOMATION_STOPPED);
    }

    @Test
    void shouldAskForNoOutageInThePreflightOfAPlannedMove() {
        FailoverCase situation = new FailoverCase()
                .after(1, new TakeClaim(1, BY, "move-7", Purpose.SWITCHOVER, STANDBY, false, null))
                .vote(WITNESS, PRIMARY, WELL, WELL, OUT_FOR)
                .vote(STANDBY, PRIMARY, WELL, WELL, OUT_FOR);
        assertThat(situation.preflight().detection()).isEqualTo(Detection.PLANNED_MOVE);

        situation.readiness.clear();
        assertThat(situation.preflight().detection()).isEqualTo(Detection.TARGET_NOT_READY);
    }

    @Test
    void shouldRefuseAPreflightWithoutAClaim() {
        assertThatThrownBy(() -> new FailoverCase().preflight())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("claim it first");
    }

    private static FailoverCase movedToTheStandby() {
        return new FailoverCase()
                .after(199, CLAIM, new Fence(2, BY), new StartLeaseWait(2, BY))
                .after(180, new Switch(2, BY, null), new Conclude(2, BY, true, "well"))
                .after(170, new Acknowledge(2, "ada"));
    }

    private static void replicatedUntil(FailoverCase situation, Instant until) {
        situation.vote(STANDBY, PRIMARY, FAILED, WELL, OUT_FOR, NOW, until);
    }

    private static Asked byPerson(String target) {
        return Asked.byPerson(target, Optional.of(OVERRIDE));
    }

    private static String outcome(FailoverDecision decision) {
        return switch (decision) {
            case Failover failover -> "FAILOVER";
            case Hold hold -> "HOLD";
            case Refuse refuse -> "REFUSE";
        };
    }

    private static String outcomeOf(Detection detection) {
        return switch (detection) {
            case UNFINISHED_FAILOVER, REGION_OUT, PLANNED_MOVE -> "FAILOVER";
            case AUTOMATION_STOPPED,
                    FAILOVER_UNDER_WAY,
                    AWAITING_ACKNOWLEDGEMENT,
                    AUTOMATION_BLOCKED,
                    VOTES_MISSING,
                    HEALTHY,
                    APPLICATION_OUT,
                    OBSERVERS_DISAGREE,
                    OUT_NOT_LONG_ENOUGH -> "HOLD";
            case PLAN_FORBIDS,
                    NO_TARGET,
                    TARGET_NOT_IN_PLAN,
                    TARGET_SERVES,
                    TARGET_FENCED,
                    TARGET_NOT_HEALTHY,
                    TARGET_NOT_READY,
                    REPLICATION_NOT_MEASURED,
                    REPLICATION_BEHIND -> "REFUSE";
        };
    }

    private static Arguments row(Detection expected, String name, Consumer<FailoverCase> difference) {
        return Arguments.of(expected, Named.of(name, difference));
    }
}
