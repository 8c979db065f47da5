package dev.dynamorecovery.core.failover.control;

import dev.dynamorecovery.core.failover.control.ControlCommand.Acknowledge;
import dev.dynamorecovery.core.failover.control.ControlCommand.Conclude;
import dev.dynamorecovery.core.failover.control.ControlCommand.Fence;
import dev.dynamorecovery.core.failover.control.ControlCommand.Release;
import dev.dynamorecovery.core.failover.control.ControlCommand.StartLeaseWait;
import dev.dynamorecovery.core.failover.control.ControlCommand.Switch;
import dev.dynamorecovery.core.failover.control.ControlCommand.TakeClaim;
import dev.dynamorecovery.core.failover.control.ControlCommand.TakeOver;
import dev.dynamorecovery.core.failover.control.ControlCommand.Unfence;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each command does to a control record. Commands that a state does not list are refused in it.
 *
 * <p>A planned move may lead to a fenced Region, as the way home does: it switches only with the proof that both Regions
 * hold the same, and that proof is also what lifts the fence.
 *
 * @param leaseMargin how much longer than the lease the controller waits: the time a write may still be on its way after
 *     its gate has closed, and what clocks may drift apart meanwhile
 */
public record ControlTransitions(Duration leaseMargin) implements ControlRules {

    private static final Map<ControlState, Set<ControlStep>> ALLOWED = Map.of(
            ControlState.STEADY, EnumSet.of(ControlStep.TAKE_CLAIM, ControlStep.ACKNOWLEDGE, ControlStep.UNFENCE),
            ControlState.CLAIMED, EnumSet.of(ControlStep.FENCE, ControlStep.RELEASE, ControlStep.TAKE_OVER),
            ControlState.FENCED, EnumSet.of(ControlStep.START_LEASE_WAIT, ControlStep.RELEASE, ControlStep.TAKE_OVER),
            ControlState.LEASE_WAIT, EnumSet.of(ControlStep.SWITCH, ControlStep.RELEASE, ControlStep.TAKE_OVER),
            ControlState.SWITCHED, EnumSet.of(ControlStep.CONCLUDE, ControlStep.TAKE_OVER),
            ControlState.AWAITING_ACKNOWLEDGEMENT, EnumSet.of(ControlStep.ACKNOWLEDGE, ControlStep.UNFENCE));

    public ControlTransitions {
        if (leaseMargin.isNegative() || leaseMargin.isZero()) {
            throw new IllegalArgumentException(
                    "leaseMargin is " + leaseMargin + ": give a positive duration such as PT5S");
        }
    }

    @Override
    public Transition apply(ControlRecord record, ControlCommand command, Instant now) {
        if (doneBefore(record, command)) {
            return new Transition.AlreadyDone(record);
        }
        if (command.epoch() != record.epoch()) {
            return refused(
                    record,
                    TransitionRefusal.STALE_EPOCH,
                    "epoch " + command.epoch() + " is over: the record is at " + record.epoch());
        }
        ControlStep step = ControlStep.of(command);
        if (!ALLOWED.getOrDefault(record.state(), Set.of()).contains(step)) {
            return refused(
                    record,
                    TransitionRefusal.NOT_IN_THIS_STATE,
                    step.label() + " is not possible in state " + record.state().label());
        }
        if (step.ofTheClaimant() && !heldBy(record, command.by())) {
            return refused(
                    record,
                    TransitionRefusal.NOT_THE_CLAIMANT,
                    command.by() + " does not hold the claim of this epoch");
        }
        RecordChange change = new RecordChange(record, command, now);
        return switch (command) {
            case TakeClaim claim ->
                claimRefusal(record, claim).map(refusal -> (Transition) refusal).orElseGet(() -> change.claimed(claim));
            case TakeOver takeOver -> change.takenOver(takeOver);
            case Fence fence -> change.fenced();
            case StartLeaseWait wait -> change.waiting();
            case Switch switching -> switched(record, switching, change, now);
            case Conclude conclude -> change.concluded(conclude);
            case Release release -> change.released(release);
            case Acknowledge acknowledge -> change.acknowledged();
            case Unfence unfence ->
                record.fencedRegions().contains(unfence.region())
                        ? change.unfenced(unfence)
                        : refused(record, TransitionRefusal.REGION_NOT_FENCED, unfence.region() + " is not fenced");
        };
    }

    private static Optional<Transition.Refused> claimRefusal(ControlRecord record, TakeClaim claim) {
        AutomationBlock block = record.automationBlock();
        if (claim.target().equals(record.servingRegion())) {
            return Optional.of(refused(record, TransitionRefusal.TARGET_SERVES, claim.target() + " serves already"));
        }
        if (claim.purpose() == Purpose.FAILOVER && record.fencedRegions().contains(claim.target())) {
            return Optional.of(refused(
                    record,
                    TransitionRefusal.TARGET_FENCED,
                    claim.target() + " is fenced since it was left: prove that it has caught up first"));
        }
        if (claim.automatic() && block != null) {
            return Optional.of(refused(
                    record,
                    TransitionRefusal.AUTOMATION_BLOCKED,
                    "automation waits since " + block.since() + " for an acknowledgement: " + block.reason()));
        }
        return Optional.empty();
    }

    private Transition switched(ControlRecord record, Switch command, RecordChange change, Instant now) {
        Claim claim = RecordChange.claimOf(record);
        if (claim.purpose() == Purpose.SWITCHOVER && command.caughtUp() == null) {
            return refused(
                    record,
                    TransitionRefusal.NOT_CAUGHT_UP,
                    "a planned move loses nothing: compare both Regions first");
        }
        Instant since = record.leaseWaitSince();
        if (since == null) {
            return refused(record, TransitionRefusal.LEASE_NOT_RUN_OUT, "nobody has noted since when leases run out");
        }
        Duration remaining = record.lease().plus(leaseMargin).minus(Duration.between(since, now));
        return remaining.isPositive() ? new Transition.TooEarly(record, remaining) : change.switched(command);
    }

    /** Whether the same sender has done the same thing before: a step that is repeated after a crash changes nothing. */
    private static boolean doneBefore(ControlRecord record, ControlCommand command) {
        Claim claim = record.claim();
        return switch (command) {
            case TakeClaim take ->
                claim != null
                        && record.epoch() == take.epoch() + 1
                        && claim.incident().equals(take.incident())
                        && claim.claimant().equals(take.by());
            case TakeOver takeOver ->
                claim != null
                        && record.epoch() == takeOver.epoch() + 1
                        && claim.claimant().equals(takeOver.by());
            case Unfence unfence ->
                record.epoch() == unfence.epoch()
                        && !record.fencedRegions().contains(unfence.region())
                        && toldByNewest(record, unfence);
            default -> record.epoch() == command.epoch() && (toldByNewest(record, command) || passed(record, command));
        };
    }

    private static boolean toldByNewest(ControlRecord record, ControlCommand command) {
        return record.newest().event().equals(ControlStep.of(command).label())
                && record.newest().by().equals(command.by());
    }

    private static boolean passed(ControlRecord record, ControlCommand command) {
        ControlStep step = ControlStep.of(command);
        return step.ofTheClaimant() && heldBy(record, command.by()) && step.passedIn(record.state());
    }

    private static boolean heldBy(ControlRecord record, String by) {
        return record.claim() != null && record.claim().claimant().equals(by);
    }

    private static Transition.Refused refused(ControlRecord record, TransitionRefusal code, String reason) {
        return new Transition.Refused(record, code, reason);
    }
}
