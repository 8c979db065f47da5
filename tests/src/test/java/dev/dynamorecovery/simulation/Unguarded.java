package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRules;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.procedure.FailoverProcedure;
import dev.dynamorecovery.core.failover.procedure.MoveStep;
import dev.dynamorecovery.core.failover.procedure.NextStep;
import dev.dynamorecovery.core.failover.procedure.StepAnswer;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The real rules and what they look at, with the guard that a world does without taken out. */
final class Unguarded {

    private static final Duration NO_MARGIN = Duration.ofMillis(1);

    private final World world;
    private final ControlRules rules;
    private final FailoverProcedure procedure;

    Unguarded(World world) {
        this.world = world;
        Duration margin = world.without(Guard.LEASE_MARGIN)
                ? NO_MARGIN
                : world.plan.failover().leaseMargin();
        this.procedure = new FailoverProcedure(margin);
        this.rules = world.takenOut.isEmpty() ? new ControlTransitions(margin) : weaker(new ControlTransitions(margin));
    }

    ControlRules rules() {
        return rules;
    }

    private ControlRules weaker(ControlTransitions real) {
        return (record, command, now) -> {
            Claim claim = record.claim();
            long epoch = world.without(Guard.EPOCH_CHECK) ? record.epoch() : command.epoch();
            String by = world.without(Guard.CLAIMANT_CHECK) && claim != null ? claim.claimant() : command.by();
            ControlCommand changed = copy(command, epoch, by);
            Transition transition = real.apply(seen(record, changed, now), changed, now);
            return transition instanceof Transition.Applied applied ? after(record, applied, command) : transition;
        };
    }

    private ControlRecord seen(ControlRecord record, ControlCommand command, Instant now) {
        Set<String> fenced = world.without(Guard.TARGET_FENCED) && command instanceof ControlCommand.TakeClaim
                ? Set.of()
                : record.fencedRegions();
        Instant since = world.without(Guard.LEASE_WAIT_BY_RULE) && record.leaseWaitSince() != null
                ? now.minus(Duration.ofHours(1))
                : record.leaseWaitSince();
        return with(record, record.state(), fenced, since, world.without(Guard.AUTOMATION_BLOCK));
    }

    private Transition after(ControlRecord record, Transition.Applied applied, ControlCommand command) {
        ControlRecord after = applied.after();
        Claim claim = after.claim();
        if (world.without(Guard.LEASE_WAIT_AFTER_FENCE)
                && command instanceof ControlCommand.StartLeaseWait
                && claim != null) {
            return new Transition.Applied(record, with(after, after.state(), after.fencedRegions(), claim.at(), false));
        }
        if (world.without(Guard.TAKE_OVER_WAITS_ANEW)
                && command instanceof ControlCommand.TakeOver
                && record.state() == ControlState.LEASE_WAIT) {
            return new Transition.Applied(
                    record,
                    with(after, ControlState.LEASE_WAIT, after.fencedRegions(), record.leaseWaitSince(), false));
        }
        return applied;
    }

    /** What a detector sees of the record. */
    ControlRecord seenByDetector(ControlRecord record) {
        Set<String> fenced = world.without(Guard.TARGET_FENCED) ? Set.of() : record.fencedRegions();
        return with(record, record.state(), fenced, record.leaseWaitSince(), world.without(Guard.AUTOMATION_BLOCK));
    }

    /** What follows a step, and when. */
    NextStep next(MoveStep step, StepAnswer answer, Instant now) {
        NextStep next = procedure.after(step, answer);
        if (world.without(Guard.PREFLIGHT) && step == MoveStep.CLAIM && answer instanceof StepAnswer.Done) {
            return new NextStep.Run(MoveStep.FENCE, Duration.ZERO, "");
        }
        if (step != MoveStep.START_LEASE_WAIT || !(next instanceof NextStep.Run run)) {
            return next;
        }
        if (world.without(Guard.LEASE_WAIT_BY_RUNNER)) {
            return new NextStep.Run(run.step(), Duration.ZERO, "");
        }
        Instant since = answer.record().leaseWaitSince();
        boolean bySince = world.without(Guard.LEASE_WAIT_AFTER_FENCE) || world.without(Guard.TAKE_OVER_WAITS_ANEW);
        if (!bySince || since == null) {
            return next;
        }
        Duration left = run.after().minus(Duration.between(since, now));
        return new NextStep.Run(run.step(), left.isNegative() ? Duration.ZERO : left, "");
    }

    /** What a detector sees of the votes. */
    List<Vote> votes(List<Vote> votes, Instant now) {
        if (world.takenOut.isEmpty()) {
            return votes;
        }
        List<Vote> changed = new ArrayList<>(votes);
        if (world.without(Guard.VOTE_FRESHNESS)) {
            changed.replaceAll(vote ->
                    copy(vote, vote.observer(), vote.since().plus(Duration.between(vote.at(), now)), now));
        }
        if (world.without(Guard.HYSTERESIS)) {
            changed.replaceAll(vote -> copy(vote, vote.observer(), vote.at().minus(Duration.ofMinutes(1)), vote.at()));
        }
        if (world.without(Guard.QUORUM)) {
            votes.stream()
                    .filter(vote ->
                            vote.view() == RegionView.OUT && !vote.observer().equals(vote.subject()))
                    .forEach(vote -> {
                        changed.removeIf(other -> other.subject().equals(vote.subject())
                                && !other.observer().equals(vote.subject())
                                && other.view() != RegionView.OUT);
                        changed.add(copy(vote, "eu-west-1", vote.since(), vote.at()));
                        changed.add(healthy("eu-west-1", vote.observer(), vote.at()));
                    });
        }
        if (world.without(Guard.BLIND_OBSERVERS)) {
            votes.stream()
                    .filter(vote -> vote.observer().equals(vote.subject()))
                    .forEach(vote -> changed.add(healthy(vote.observer(), "eu-west-1", vote.at())));
        }
        return changed;
    }

    private static Vote healthy(String observer, String subject, Instant at) {
        return new Observation(
                        "orders",
                        observer,
                        subject,
                        at,
                        new Probe.Succeeded(Duration.ZERO),
                        new Probe.NotSeen(""),
                        null)
                .following(Optional.empty(), Duration.ZERO);
    }

    private static Vote copy(Vote vote, String observer, Instant since, Instant at) {
        return new Vote(
                vote.group(),
                observer,
                vote.subject(),
                at,
                vote.dataPlane(),
                vote.application(),
                vote.view(),
                since,
                vote.replicatedUntil());
    }

    private static ControlRecord with(
            ControlRecord record,
            ControlState state,
            Set<String> fenced,
            @Nullable Instant leaseWaitSince,
            boolean withoutBlock) {
        return new ControlRecord(
                record.group(),
                record.epoch(),
                record.revision(),
                state,
                record.servingRegion(),
                fenced,
                record.lease(),
                record.claim(),
                leaseWaitSince,
                withoutBlock ? null : record.automationBlock(),
                record.changedAt(),
                record.newest());
    }

    private ControlCommand copy(ControlCommand command, long epoch, String by) {
        return switch (command) {
            case ControlCommand.TakeClaim it ->
                new ControlCommand.TakeClaim(
                        epoch, it.by(), it.incident(), it.purpose(), it.target(), it.automatic(), it.override());
            case ControlCommand.TakeOver it -> new ControlCommand.TakeOver(epoch, it.by());
            case ControlCommand.Fence it -> new ControlCommand.Fence(epoch, by);
            case ControlCommand.StartLeaseWait it -> new ControlCommand.StartLeaseWait(epoch, by);
            case ControlCommand.Switch it ->
                new ControlCommand.Switch(
                        epoch,
                        by,
                        world.without(Guard.CAUGHT_UP_PROOF) && it.caughtUp() == null
                                ? "nobody looked"
                                : it.caughtUp());
            case ControlCommand.Conclude it -> new ControlCommand.Conclude(epoch, by, it.verified(), it.detail());
            case ControlCommand.Release it -> new ControlCommand.Release(epoch, by, it.reason());
            case ControlCommand.Acknowledge it -> new ControlCommand.Acknowledge(epoch, it.by());
            case ControlCommand.Unfence it -> new ControlCommand.Unfence(epoch, it.by(), it.region(), it.caughtUp());
        };
    }
}
