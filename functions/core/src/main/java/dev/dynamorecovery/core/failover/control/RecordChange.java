package dev.dynamorecovery.core.failover.control;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The next revision of a record, for a command that was found allowed. */
record RecordChange(ControlRecord before, ControlCommand command, Instant now) {

    static Claim claimOf(ControlRecord record) {
        Claim claim = record.claim();
        if (claim == null) {
            throw new IllegalStateException("group " + record.group() + " has no claim in state " + record.state());
        }
        return claim;
    }

    Transition claimed(ControlCommand.TakeClaim take) {
        Claim claim = new Claim(
                take.incident(), take.purpose(), take.target(), take.by(), take.automatic(), now, take.override());
        AutomationBlock block = take.purpose() == Purpose.FAILOVER
                ? new AutomationBlock("failover " + take.incident() + " to " + take.target(), now)
                : before.automationBlock();
        return next(
                before.epoch() + 1,
                ControlState.CLAIMED,
                before.servingRegion(),
                before.fencedRegions(),
                claim,
                null,
                block,
                take.purpose().label() + " from " + before.servingRegion() + " to " + take.target()
                        + (take.override() == null
                                ? ""
                                : "; overridden by " + take.override().by() + ": "
                                        + take.override().reason()));
    }

    /** Leases may have been taken since the fence of the one who stopped was read: their wait begins anew. */
    Transition takenOver(ControlCommand.TakeOver takeOver) {
        ControlState state = before.state() == ControlState.LEASE_WAIT ? ControlState.FENCED : before.state();
        Claim claim = claimOf(before);
        return next(
                before.epoch() + 1,
                state,
                before.servingRegion(),
                before.fencedRegions(),
                claim.takenOverBy(takeOver.by()),
                null,
                before.automationBlock(),
                "from " + claim.claimant() + ", which has stopped in state "
                        + before.state().label());
    }

    Transition fenced() {
        Set<String> fenced = new TreeSet<>(before.fencedRegions());
        fenced.add(before.servingRegion());
        return next(
                ControlState.FENCED,
                before.servingRegion(),
                fenced,
                before.claim(),
                null,
                before.servingRegion() + " may not write any more");
    }

    Transition waiting() {
        return next(
                ControlState.LEASE_WAIT,
                before.servingRegion(),
                before.fencedRegions(),
                before.claim(),
                now,
                "leases run out within " + before.lease());
    }

    Transition switched(ControlCommand.Switch command) {
        Claim claim = claimOf(before);
        Set<String> fenced = new TreeSet<>(before.fencedRegions());
        if (claim.purpose() == Purpose.SWITCHOVER) {
            fenced.remove(before.servingRegion());
            fenced.remove(claim.target());
        }
        return next(
                ControlState.SWITCHED,
                claim.target(),
                fenced,
                claim,
                null,
                Reign.told(claim.target()) + (command.caughtUp() == null ? "" : "; caught up: " + command.caughtUp()));
    }

    Transition concluded(ControlCommand.Conclude conclude) {
        boolean planned = claimOf(before).purpose() == Purpose.SWITCHOVER && conclude.verified();
        return next(
                planned ? ControlState.STEADY : ControlState.AWAITING_ACKNOWLEDGEMENT,
                before.servingRegion(),
                before.fencedRegions(),
                planned ? null : before.claim(),
                null,
                (conclude.verified() ? "verified: " : "not verified: ") + conclude.detail());
    }

    /** Nobody else was let in, so the serving Region may go on: this claim's own fence goes with the claim. */
    Transition released(ControlCommand.Release release) {
        Set<String> fenced = new TreeSet<>(before.fencedRegions());
        fenced.remove(before.servingRegion());
        return next(
                ControlState.STEADY,
                before.servingRegion(),
                fenced,
                null,
                null,
                before.servingRegion() + " serves on: " + release.reason());
    }

    Transition acknowledged() {
        return next(
                before.epoch(),
                ControlState.STEADY,
                before.servingRegion(),
                before.fencedRegions(),
                null,
                null,
                null,
                "automation may act again");
    }

    Transition unfenced(ControlCommand.Unfence unfence) {
        Set<String> fenced = new TreeSet<>(before.fencedRegions());
        fenced.remove(unfence.region());
        return next(
                before.state(),
                before.servingRegion(),
                fenced,
                before.claim(),
                null,
                unfence.region() + " has caught up: " + unfence.caughtUp());
    }

    private Transition next(
            ControlState state,
            String servingRegion,
            Set<String> fencedRegions,
            @Nullable Claim claim,
            @Nullable Instant leaseWaitSince,
            String detail) {
        return next(
                before.epoch(),
                state,
                servingRegion,
                fencedRegions,
                claim,
                leaseWaitSince,
                before.automationBlock(),
                detail);
    }

    private Transition next(
            long epoch,
            ControlState state,
            String servingRegion,
            Set<String> fencedRegions,
            @Nullable Claim claim,
            @Nullable Instant leaseWaitSince,
            @Nullable AutomationBlock automationBlock,
            String detail) {
        return new Transition.Applied(
                before,
                new ControlRecord(
                        before.group(),
                        epoch,
                        before.revision() + 1,
                        state,
                        servingRegion,
                        fencedRegions,
                        before.lease(),
                        claim,
                        leaseWaitSince,
                        automationBlock,
                        now,
                        before.newest()
                                .followedBy(epoch, now, ControlStep.of(command).label(), command.by(), detail)));
    }
}
