package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.ControlRules;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.control.TransitionRefusal;
import dev.dynamorecovery.core.failover.control.UnknownGroup;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a move on the control record of one group. Each can be asked for again, after a crash and by a second
 * copy of the same message: what is done stays done. {@link FailoverProcedure} says which follows which.
 */
public final class FailoverController {

    /** How often a step tries anew when others change the record at the same moment. */
    private static final int ATTEMPTS = 5;

    private static final Duration CONTENTION_PAUSE = Duration.ofSeconds(1);

    private final RecoveryPlan plan;
    private final ControlRecords records;
    private final ControlRules rules;
    private final GroupAssessor assessor;
    private final InstantSource time;

    public FailoverController(
            RecoveryPlan plan, ControlRecords records, ControlRules rules, GroupAssessor assessor, InstantSource time) {
        this.plan = plan;
        this.records = records;
        this.rules = rules;
        this.assessor = assessor;
        this.time = time;
    }

    /** A controller by the rules of the suite and the times of the plan. */
    public static FailoverController of(
            RecoveryPlan plan, ControlRecords records, GroupAssessor assessor, InstantSource time) {
        return new FailoverController(
                plan, records, new ControlTransitions(plan.failover().leaseMargin()), assessor, time);
    }

    /** Takes the claim, or takes it over from a controller that has stopped. */
    public StepAnswer claim(MoveOrder order) {
        return apply(
                order.goesOn()
                        ? new ControlCommand.TakeOver(order.epoch(), order.claimant())
                        : new ControlCommand.TakeClaim(
                                order.epoch(),
                                order.claimant(),
                                order.incident(),
                                order.purpose(),
                                order.target(),
                                order.automatic(),
                                order.override()));
    }

    /**
     * Looks again before writes are stopped. Once they are, going on is the shortest way out, and the votes of before are
     * not asked again. A planned move whose own controller stopped is given back, for its comparison is lost with it.
     */
    public StepAnswer preflight(MoveOrder order) {
        ControlRecord record = read(order.group());
        Optional<StepAnswer> lost = lost(record, order);
        if (lost.isPresent()) {
            return lost.get();
        }
        Claim claim = record.claim();
        boolean planned = claim != null && claim.purpose() == Purpose.SWITCHOVER;
        if (planned && order.goesOn() && record.state() != ControlState.SWITCHED) {
            return new StepAnswer.GiveBack(
                    record, "PlannedMoveStopped", "the controller of a planned move has stopped: start the move again");
        }
        if (record.state() != ControlState.CLAIMED) {
            return new StepAnswer.Done(record);
        }
        return switch (assessor.preflight(plan, record)) {
            case FailoverDecision.Failover failover -> new StepAnswer.Done(record);
            case FailoverDecision.Hold hold ->
                new StepAnswer.GiveBack(record, hold.detection().label(), hold.reason());
            case FailoverDecision.Refuse refuse ->
                new StepAnswer.GiveBack(record, refuse.detection().label(), refuse.reason());
        };
    }

    /** Stops the writes of the serving Region. */
    public StepAnswer fence(MoveOrder order) {
        return unlessStopped(order, new ControlCommand.Fence(order.heldEpoch(), order.claimant()));
    }

    /** Notes that leases run out from now on. The clock is read after the record that shows the fence, never before. */
    public StepAnswer startLeaseWait(MoveOrder order) {
        return apply(new ControlCommand.StartLeaseWait(order.heldEpoch(), order.claimant()));
    }

    /**
     * Lets the target serve.
     *
     * @param caughtUp what proves that both Regions hold the same; null in a failover
     */
    public StepAnswer switchOver(MoveOrder order, @Nullable String caughtUp) {
        return unlessStopped(order, new ControlCommand.Switch(order.heldEpoch(), order.claimant(), caughtUp));
    }

    /** Ends the move; one that could not be verified ends too, and says so. */
    public StepAnswer conclude(MoveOrder order, boolean verified, String detail) {
        return apply(new ControlCommand.Conclude(order.heldEpoch(), order.claimant(), verified, detail));
    }

    /** Gives the claim back: the old Region serves on. After the switch this is refused. */
    public StepAnswer release(MoveOrder order, String reason) {
        return apply(new ControlCommand.Release(order.heldEpoch(), order.claimant(), reason));
    }

    /**
     * Says that this execution is at work while it waits for a person, a comparison or the traffic, so that nobody takes
     * its claim for one that was left. It says so of an unfinished claim alone, which a stopped execution cannot.
     */
    public StepAnswer keepAlive(MoveOrder order) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ControlRecord record = read(order.group());
            Optional<StepAnswer> lost = lost(record, order);
            if (lost.isPresent()) {
                return lost.get();
            }
            if (!record.state().unfinished()) {
                return new StepAnswer.Refused(
                        record,
                        TransitionRefusal.NOT_IN_THIS_STATE,
                        "nothing is under way in state " + record.state().label());
            }
            if (records.keepAlive(record, time.instant())) {
                return new StepAnswer.Done(record);
            }
        }
        return new StepAnswer.NotYet(read(order.group()), CONTENTION_PAUSE);
    }

    /** A person has looked: automation may act again. */
    public StepAnswer acknowledge(String by) {
        return apply(new ControlCommand.Acknowledge(read(plan.name()).epoch(), by));
    }

    /** Lets a Region serve again one day, by the proof that it has caught up. */
    public StepAnswer unfence(String region, String by, String caughtUp) {
        return apply(new ControlCommand.Unfence(read(plan.name()).epoch(), by, region, caughtUp));
    }

    private StepAnswer unlessStopped(MoveOrder order, ControlCommand command) {
        Optional<KillSwitch.Stop> stop = order.automatic() ? assessor.stopped() : Optional.empty();
        if (stop.isEmpty()) {
            return apply(command);
        }
        ControlRecord record = read(order.group());
        return lost(record, order)
                .orElseGet(() -> record.state().compareTo(ControlState.SWITCHED) >= 0
                        ? new StepAnswer.Done(record)
                        : new StepAnswer.GiveBack(
                                record,
                                "AutomationStopped",
                                "automation was stopped by " + stop.get().by() + ": "
                                        + stop.get().reason()));
    }

    /** Another claim than the order's leaves nothing to do. */
    private Optional<StepAnswer> lost(ControlRecord record, MoveOrder order) {
        Claim claim = record.claim();
        if (record.epoch() != order.heldEpoch()) {
            return Optional.of(new StepAnswer.Refused(
                    record,
                    TransitionRefusal.STALE_EPOCH,
                    "epoch " + order.heldEpoch() + " is over: the record is at " + record.epoch()));
        }
        return claim == null || !claim.claimant().equals(order.claimant())
                ? Optional.of(new StepAnswer.Refused(
                        record,
                        TransitionRefusal.NOT_THE_CLAIMANT,
                        order.claimant() + " does not hold the claim of this epoch"))
                : Optional.empty();
    }

    private StepAnswer apply(ControlCommand command) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ControlRecord record = read(plan.name());
            Instant now = time.instant();
            switch (rules.apply(record, command, now)) {
                case Transition.AlreadyDone done -> {
                    return new StepAnswer.Done(done.record());
                }
                case Transition.TooEarly early -> {
                    return new StepAnswer.NotYet(early.record(), early.remaining());
                }
                case Transition.Refused refused -> {
                    return new StepAnswer.Refused(refused.record(), refused.code(), refused.reason());
                }
                case Transition.Applied applied -> {
                    if (records.replace(applied.before(), applied.after())) {
                        return new StepAnswer.Done(applied.after());
                    }
                }
            }
        }
        return new StepAnswer.NotYet(read(plan.name()), CONTENTION_PAUSE);
    }

    private ControlRecord read(String group) {
        return records.read(group).orElseThrow(() -> new UnknownGroup(group));
    }
}
