package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.control.UnknownGroup;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.InstantSource;

/** Looks whether a group can be moved while both Regions are well, before anything is claimed. */
public final class PlannedMoves {

    private final ControlRecords records;
    private final GroupAssessor assessor;
    private final InstantSource time;

    public PlannedMoves(ControlRecords records, GroupAssessor assessor, InstantSource time) {
        this.records = records;
        this.assessor = assessor;
        this.time = time;
    }

    /** Whether a move may begin. */
    public sealed interface Admission {

        /** @param from the Region that serves */
        record Admitted(MoveOrder order, String from, String reason) implements Admission {}

        /** @param from the Region that serves */
        record Refused(String code, String from, String reason) implements Admission {}
    }

    /**
     * Judges a person's wish to have a Region serve: the group stands still, and the target is well and could take the load.
     *
     * @param region where the execution runs
     * @throws UnknownGroup when the group has no control record
     */
    public Admission admit(RecoveryPlan plan, String target, String region, String execution) {
        ControlRecord record = records.read(plan.name()).orElseThrow(() -> new UnknownGroup(plan.name()));
        String from = record.servingRegion();
        if (record.state() == ControlState.AWAITING_ACKNOWLEDGEMENT) {
            return new Admission.Refused(
                    "AwaitingAcknowledgement",
                    from,
                    "the last failover waits for a person: look at it, then ./recovery ack " + plan.name());
        }
        MoveOrder order = MoveOrder.planned(plan.name(), record.epoch(), target, region, execution);
        Transition claimed = new ControlTransitions(plan.failover().leaseMargin())
                .apply(
                        record,
                        new ControlCommand.TakeClaim(
                                order.epoch(),
                                order.claimant(),
                                order.incident(),
                                order.purpose(),
                                order.target(),
                                order.automatic(),
                                order.override()),
                        time.instant());
        return switch (claimed) {
            case Transition.Refused refused ->
                new Admission.Refused(refused.code().code(), from, refused.reason());
            case Transition.TooEarly early ->
                new Admission.Refused("TooEarly", from, "ask again in " + early.remaining());
            case Transition.AlreadyDone done -> new Admission.Admitted(order, from, "claimed by this execution before");
            case Transition.Applied applied -> judged(plan, order, applied.after(), from);
        };
    }

    private Admission judged(RecoveryPlan plan, MoveOrder order, ControlRecord claimed, String from) {
        return switch (assessor.preflight(plan, claimed)) {
            case FailoverDecision.Failover failover -> new Admission.Admitted(order, from, failover.reason());
            case FailoverDecision.Hold hold ->
                new Admission.Refused(hold.detection().label(), from, hold.reason());
            case FailoverDecision.Refuse refuse ->
                new Admission.Refused(refuse.detection().label(), from, refuse.reason());
        };
    }
}
