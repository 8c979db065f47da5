package dev.dynamorecovery.core.failover.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.failover.control.ControlCommand.Acknowledge;
import dev.dynamorecovery.core.failover.control.ControlCommand.Conclude;
import dev.dynamorecovery.core.failover.control.ControlCommand.Fence;
import dev.dynamorecovery.core.failover.control.ControlCommand.Release;
import dev.dynamorecovery.core.failover.control.ControlCommand.StartLeaseWait;
import dev.dynamorecovery.core.failover.control.ControlCommand.Switch;
import dev.dynamorecovery.core.failover.control.ControlCommand.TakeClaim;
import dev.dynamorecovery.core.failover.control.ControlCommand.TakeOver;
import dev.dynamorecovery.core.failover.control.ControlCommand.Unfence;
import dev.dynamorecovery.core.failover.control.Transition.AlreadyDone;
import dev.dynamorecovery.core.failover.control.Transition.Applied;
import dev.dynamorecovery.core.failover.control.Transition.Refused;
import dev.dynamorecovery.core.failover.control.Transition.TooEarly;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTransitionsTest {

    private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final ControlTransitions RULES = new ControlTransitions(MARGIN);
    private static final String A = "us-east-1";
    private static final String B = "us-east-2";
    private static final String BY = B + "/orders-1";
    private static final ControlRecord STEADY = ControlRecord.first("orders", A, LEASE, "ada", AT);

    /** What becomes of each command in each state: the state reached, or why not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    command        | Steady           | Claimed          | Fenced           | LeaseWait        | Switched               | AwaitingAcknowledgement
                    TakeClaim      | Claimed          | NotInThisState   | NotInThisState   | NotInThisState   | NotInThisState         | NotInThisState
                    TakeOver       | NotInThisState   | Claimed          | Fenced           | Fenced           | Switched               | NotInThisState
                    Fence          | NotInThisState   | Fenced           | done             | done             | done                   | done
                    StartLeaseWait | NotInThisState   | NotInThisState   | LeaseWait        | done             | done                   | done
                    Switch         | NotInThisState   | NotInThisState   | NotInThisState   | Switched         | done                   | done
                    Conclude       | NotInThisState   | NotInThisState   | NotInThisState   | NotInThisState   | AwaitingAcknowledgement | done
                    Release        | NotInThisState   | Steady           | Steady           | Steady           | NotInThisState         | NotInThisState
                    Acknowledge    | Steady           | NotInThisState   | NotInThisState   | NotInThisState   | NotInThisState         | Steady
                    Unfence        | RegionNotFenced  | NotInThisState   | NotInThisState   | NotInThisState   | NotInThisState         | AwaitingAcknowledgement
                    """, useHeadersInDisplayName = true)
    void shouldLeadFromEachStateByEachCommand(
            String command,
            String steady,
            String claimed,
            String fenced,
            String leaseWait,
            String switched,
            String awaiting) {
        Map<ControlState, String> expected = Map.of(
                ControlState.STEADY, steady,
                ControlState.CLAIMED, claimed,
                ControlState.FENCED, fenced,
                ControlState.LEASE_WAIT, leaseWait,
                ControlState.SWITCHED, switched,
                ControlState.AWAITING_ACKNOWLEDGEMENT, awaiting);
        for (ControlState state : ControlState.values()) {
            ControlRecord record = in(state);
            Transition transition = RULES.apply(
                    record, command(command, record.epoch(), command.equals("TakeOver") ? "x" : BY), late());

            assertThat(outcome(transition)).as(command + " in " + state).isEqualTo(expected.get(state));
        }
    }

    @ParameterizedTest
    @CsvSource({"TakeClaim", "TakeOver", "Fence", "StartLeaseWait", "Switch", "Conclude", "Release", "Acknowledge"})
    void shouldRefuseEachCommandOfAnOlderOrANewerEpochInEachState(String command) {
        for (ControlState state : ControlState.values()) {
            ControlRecord record = in(state);
            for (long epoch : List.of(record.epoch() - 2, record.epoch() + 1)) {
                assertThat(RULES.apply(record, command(command, epoch, "other"), late()))
                        .as(command + " in " + state)
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused -> assertThat(refused.code()).isEqualTo(TransitionRefusal.STALE_EPOCH));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Fence, CLAIMED",
        "StartLeaseWait, FENCED",
        "Switch, LEASE_WAIT",
        "Conclude, SWITCHED",
        "Release, CLAIMED",
        "Release, FENCED",
        "Release, LEASE_WAIT"
    })
    void shouldRefuseTheStepsOfAClaimToAllButItsHolder(String command, ControlState state) {
        assertThat(refusal(in(state), command(command, 2, "us-west-2/orders-1")))
                .isEqualTo(TransitionRefusal.NOT_THE_CLAIMANT);
    }

    @Test
    void shouldRaiseTheEpochWithEachClaimAndTakeOver() {
        ControlRecord claimed = in(ControlState.CLAIMED);

        assertThat(claimed.epoch()).isEqualTo(2);
        assertThat(applied(claimed, new TakeOver(2, "other")).epoch()).isEqualTo(3);
        assertThat(applied(claimed, new Fence(2, BY)).epoch()).isEqualTo(2);
    }

    @Test
    void shouldNotLetASlowControllerActAfterItWasTakenOver() {
        ControlRecord takenOver = applied(in(ControlState.LEASE_WAIT), new TakeOver(2, "other"));

        assertThat(refusal(takenOver, new Switch(2, BY, null))).isEqualTo(TransitionRefusal.STALE_EPOCH);
        assertThat(refusal(takenOver, new Switch(3, BY, null))).isEqualTo(TransitionRefusal.NOT_IN_THIS_STATE);
    }

    @Test
    void shouldBeginTheLeaseWaitAnewAfterATakeOver() {
        ControlRecord takenOver = applied(in(ControlState.LEASE_WAIT), new TakeOver(2, "other"));

        assertThat(takenOver.state()).isEqualTo(ControlState.FENCED);
        assertThat(takenOver.leaseWaitSince()).isNull();
        assertThat(takenOver.fencedRegions()).containsExactly(A);
    }

    @Test
    void shouldOpenTheTargetOnlyWhenLeaseAndMarginAreOver() {
        ControlRecord waiting = in(ControlState.LEASE_WAIT);
        Instant over = AT.plus(LEASE).plus(MARGIN);

        assertThat(RULES.apply(waiting, new Switch(2, BY, null), over.minusMillis(1)))
                .isEqualTo(new TooEarly(waiting, Duration.ofMillis(1)));
        assertThat(RULES.apply(waiting, new Switch(2, BY, null), AT.minusSeconds(3)))
                .isInstanceOf(TooEarly.class);
        ControlRecord switched = ((Applied) RULES.apply(waiting, new Switch(2, BY, null), over)).after();
        assertThat(switched.mayWrite(B)).isTrue();
        assertThat(switched.mayWrite(A)).isFalse();
    }

    @Test
    void shouldLetNobodyWriteFromTheFenceToTheSwitch() {
        for (ControlState state : List.of(ControlState.FENCED, ControlState.LEASE_WAIT)) {
            assertThat(in(state).mayWrite(A)).isFalse();
            assertThat(in(state).mayWrite(B)).isFalse();
        }
        assertThat(in(ControlState.CLAIMED).mayWrite(A)).isTrue();
    }

    @Test
    void shouldKeepTheOldRegionFencedUntilItIsProvenCaughtUp() {
        ControlRecord acknowledged = applied(in(ControlState.AWAITING_ACKNOWLEDGEMENT), new Acknowledge(2, "ada"));
        TakeClaim back = claim(2, "us-east-1/x", "orders-2", Purpose.FAILOVER, A, false);

        assertThat(acknowledged.fencedRegions()).containsExactly(A);
        assertThat(refusal(acknowledged, back)).isEqualTo(TransitionRefusal.TARGET_FENCED);
        ControlRecord unfenced = applied(acknowledged, new Unfence(2, "ada", A, "equal digests"));
        assertThat(RULES.apply(unfenced, back, late())).isInstanceOf(Applied.class);
    }

    @Test
    void shouldNotTakeTheUnfencingOfOneRegionForThatOfAnother() {
        ControlRecord record = applied(in(ControlState.AWAITING_ACKNOWLEDGEMENT), new Acknowledge(2, "ada"));
        ControlRecord two = new ControlRecord(
                record.group(),
                2,
                record.revision(),
                record.state(),
                record.servingRegion(),
                Set.of(A, "us-west-2"),
                LEASE,
                null,
                null,
                null,
                AT,
                record.newest());
        ControlRecord one = applied(two, new Unfence(2, "ada", A, "equal"));

        assertThat(RULES.apply(one, new Unfence(2, "ada", A, "equal"), AT)).isInstanceOf(AlreadyDone.class);
        assertThat(applied(one, new Unfence(2, "ada", "us-west-2", "equal")).fencedRegions())
                .isEmpty();
    }

    @Test
    void shouldBlockAutomationFromTheClaimOfAFailoverToItsAcknowledgement() {
        ControlRecord released = applied(in(ControlState.FENCED), new Release(2, BY, "it came back"));
        TakeClaim automatic = claim(2, "us-east-1/x", "orders-2", Purpose.FAILOVER, B, true);

        assertThat(released.mayWrite(A)).isTrue();
        assertThat(refusal(released, automatic)).isEqualTo(TransitionRefusal.AUTOMATION_BLOCKED);
        assertThat(RULES.apply(released, claim(2, "x", "orders-2", Purpose.FAILOVER, B, false), AT))
                .isInstanceOf(Applied.class);
        assertThat(RULES.apply(applied(released, new Acknowledge(2, "ada")), automatic, AT))
                .isInstanceOf(Applied.class);
    }

    @Test
    void shouldRefuseToMoveToTheRegionThatServes() {
        assertThat(refusal(STEADY, claim(1, BY, "orders-1", Purpose.FAILOVER, A, false)))
                .isEqualTo(TransitionRefusal.TARGET_SERVES);
    }

    @Test
    void shouldBringAGroupHomeByAPlannedMoveOnlyWithProofThatBothHoldTheSame() {
        ControlRecord away = applied(in(ControlState.AWAITING_ACKNOWLEDGEMENT), new Acknowledge(2, "ada"));
        ControlRecord waiting = applied(
                applied(
                        applied(away, claim(2, "ada/home", "home", Purpose.SWITCHOVER, A, false)),
                        new Fence(3, "ada/home")),
                new StartLeaseWait(3, "ada/home"));

        assertThat(refusal(waiting, new Switch(3, "ada/home", null))).isEqualTo(TransitionRefusal.NOT_CAUGHT_UP);
        assertThat(refusal(waiting, new Unfence(3, "ada", A, "")))
                .as("only the proof of the switch lifts a fence while the move is under way")
                .isEqualTo(TransitionRefusal.NOT_IN_THIS_STATE);
        ControlRecord home =
                ((Applied) RULES.apply(waiting, new Switch(3, "ada/home", "equal digests"), late())).after();
        assertThat(home.mayWrite(A)).isTrue();
        assertThat(home.fencedRegions()).isEmpty();
        assertThat(applied(home, new Conclude(3, "ada/home", true, "well")).state())
                .isEqualTo(ControlState.STEADY);
        assertThat(applied(home, new Conclude(3, "ada/home", false, "no answer"))
                        .state())
                .isEqualTo(ControlState.AWAITING_ACKNOWLEDGEMENT);
    }

    @Test
    void shouldRefuseRulesWithoutAMargin() {
        assertThatThrownBy(() -> new ControlTransitions(Duration.ZERO)).hasMessageContaining("leaseMargin");
    }

    @Test
    void shouldKeepTheOverrideInTheHistory() {
        TakeClaim overridden = new TakeClaim(
                1, BY, "orders-1", Purpose.FAILOVER, B, false, new NamedOverride("ada", "I have seen it"));

        assertThat(applied(STEADY, overridden).newest().detail())
                .contains("ada")
                .contains("I have seen it");
    }

    @Test
    void shouldAskForANameAndAReasonOfAnOverride() {
        assertThatThrownBy(() -> new NamedOverride(" ", "why")).hasMessageContaining("override.by");
        assertThatThrownBy(() -> new NamedOverride("ada", "")).hasMessageContaining("override.reason");
    }

    /** Any commands of any senders in any order, doubled and late. */
    @Property(tries = 2_000)
    void shouldKeepItsPromisesUnderAnySequenceOfCommands(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9999) Integer> choices) {
        ControlRecord record = STEADY;
        Instant now = AT;
        InMemoryControlRecords kept = new InMemoryControlRecords();
        kept.create(record);
        for (int choice : choices) {
            now = now.plusSeconds(choice % 7L * 3);
            ControlCommand command = anyCommand(record, choice);
            Transition transition = RULES.apply(record, command, now);
            if (transition instanceof Applied applied) {
                ControlRecord after = applied.after();
                assertThat(after.revision()).isEqualTo(record.revision() + 1);
                assertThat(after.epoch()).isBetween(record.epoch(), record.epoch() + 1);
                assertThat(after.leaseWaitSince() != null).isEqualTo(after.state() == ControlState.LEASE_WAIT);
                if (!after.servingRegion().equals(record.servingRegion())) {
                    @Nullable Instant since = record.leaseWaitSince();
                    assertThat(since)
                            .isNotNull()
                            .isBeforeOrEqualTo(now.minus(LEASE).minus(MARGIN));
                    assertThat(record.mayWrite(record.servingRegion())).isFalse();
                }
                assertThat(RULES.apply(after, command, now))
                        .as("repeated: " + command)
                        .isInstanceOf(AlreadyDone.class);
                assertThat(kept.replace(record, after)).isTrue();
                record = after;
            }
        }
        assertThat(kept.timeline("orders").firstBreak(record.newest())).isEmpty();
    }

    private static ControlCommand anyCommand(ControlRecord record, int choice) {
        List<String> names = List.of(
                "TakeClaim",
                "TakeOver",
                "Fence",
                "StartLeaseWait",
                "Switch",
                "Conclude",
                "Release",
                "Acknowledge",
                "Unfence");
        long epoch = record.epoch() - (choice / 10 % 5 == 0 ? 1 : 0);
        @Nullable Claim claim = record.claim();
        String by = choice / 50 % 4 == 0 || claim == null ? "controller-" + choice / 200 % 3 : claim.claimant();
        return switch (names.get(choice % names.size())) {
            case "TakeClaim" ->
                claim(
                        epoch,
                        by,
                        "orders-" + epoch,
                        choice / 600 % 3 == 0 ? Purpose.SWITCHOVER : Purpose.FAILOVER,
                        choice / 1800 % 2 == 0 ? A : B,
                        choice / 3600 % 2 == 0);
            case "Unfence" -> new Unfence(epoch, by, choice / 600 % 2 == 0 ? A : B, "equal");
            case "Switch" -> new Switch(epoch, by, choice / 600 % 2 == 0 ? null : "equal");
            default -> command(names.get(choice % names.size()), epoch, by);
        };
    }

    private static ControlRecord in(ControlState state) {
        ControlRecord record = STEADY;
        for (ControlCommand command : List.of(
                claim(1, BY, "orders-1", Purpose.FAILOVER, B, true),
                new Fence(2, BY),
                new StartLeaseWait(2, BY),
                new Switch(2, BY, null),
                new Conclude(2, BY, true, "well"))) {
            if (record.state() == state) {
                return record;
            }
            record = ((Applied) RULES.apply(record, command, command instanceof Switch ? late() : AT)).after();
        }
        return record;
    }

    private static ControlCommand command(String name, long epoch, String by) {
        return switch (name) {
            case "TakeClaim" -> claim(epoch, by, "orders-9", Purpose.FAILOVER, B, false);
            case "TakeOver" -> new TakeOver(epoch, by);
            case "Fence" -> new Fence(epoch, by);
            case "StartLeaseWait" -> new StartLeaseWait(epoch, by);
            case "Switch" -> new Switch(epoch, by, null);
            case "Conclude" -> new Conclude(epoch, by, true, "well");
            case "Release" -> new Release(epoch, by, "it came back");
            case "Acknowledge" -> new Acknowledge(epoch, by);
            case "Unfence" -> new Unfence(epoch, by, A, "equal");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static TakeClaim claim(
            long epoch, String by, String incident, Purpose purpose, String target, boolean automatic) {
        return new TakeClaim(epoch, by, incident, purpose, target, automatic, null);
    }

    private static Instant late() {
        return AT.plusSeconds(15);
    }

    private static ControlRecord applied(ControlRecord record, ControlCommand command) {
        return ((Applied) RULES.apply(record, command, AT)).after();
    }

    private static TransitionRefusal refusal(ControlRecord record, ControlCommand command) {
        return ((Refused) RULES.apply(record, command, late())).code();
    }

    private static String outcome(Transition transition) {
        return switch (transition) {
            case Applied applied -> applied.after().state().label();
            case AlreadyDone done -> "done";
            case TooEarly early -> "early";
            case Refused refused -> refused.code().code();
        };
    }
}
