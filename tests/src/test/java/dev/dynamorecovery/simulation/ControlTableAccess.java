package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.procedure.GroupAssessor;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The control table as one process reaches it: each call takes time, and may be lost on the way there or back. */
final class ControlTableAccess implements ControlRecords, KillSwitch {

    private final World world;
    private final int region;
    private final SimulatedClock clock;
    private final Unguarded unguarded;
    private final boolean detects;
    private final @Nullable Execution execution;

    ControlTableAccess(
            World world,
            int region,
            SimulatedClock clock,
            Unguarded unguarded,
            boolean detects,
            @Nullable Execution execution) {
        this.world = world;
        this.region = region;
        this.clock = clock;
        this.unguarded = unguarded;
        this.detects = detects;
        this.execution = execution;
    }

    GroupAssessor assessor() {
        return new GroupAssessor(this, this, new ReadBallots(), new ReadReports(), clock::wall);
    }

    @Override
    public Optional<ControlRecord> read(String group) {
        ControlRecord record = call(world::record);
        return Optional.of(detects && world.takenOut.isPresent() ? unguarded.seenByDetector(record) : record);
    }

    @Override
    public boolean create(ControlRecord first) {
        throw new UnsupportedOperationException("the world begins with a record");
    }

    @Override
    public boolean replace(ControlRecord before, ControlRecord after) {
        return call(() -> world.table.replace(before, after, execution));
    }

    @Override
    public boolean keepAlive(ControlRecord standing, Instant at) {
        return call(() -> world.table.keepAlive(standing, at));
    }

    @Override
    public Timeline timeline(String group) {
        return call(world.table::timeline);
    }

    @Override
    public Optional<Stop> stopped() {
        Optional<Stop> stop = call(world.table::stopped);
        return world.without(Guard.KILL_SWITCH) ? Optional.empty() : stop;
    }

    @Override
    public void stop(Stop stop) {
        throw new UnsupportedOperationException("people stop automation");
    }

    @Override
    public void release() {
        throw new UnsupportedOperationException("people release automation");
    }

    private <T> T call(Supplier<T> effect) {
        disturb();
        world.time.pass(world.between(2, 40));
        if (!world.network.controlTableAnswers(region)) {
            world.time.pass(1_000);
            throw new Disturbance("the control table was not reached");
        }
        T result = effect.get();
        disturb();
        if (world.chance(0.02 * world.schedule.chaos())) {
            world.time.pass(1_000);
            throw new Disturbance("the answer was lost");
        }
        world.time.pass(world.between(2, 40));
        return result;
    }

    private void disturb() {
        if (execution != null) {
            execution.disturb();
        }
    }

    /** The votes, as far as the guards that are left let them count. */
    private final class ReadBallots implements Ballots {

        @Override
        public void cast(Vote vote) {
            throw new UnsupportedOperationException("observers vote by themselves");
        }

        @Override
        public List<Vote> read(String group) {
            List<Vote> votes = call(world.table::votes);
            return unguarded.votes(votes, clock.wall());
        }
    }

    /** The reports that the world begins with. */
    private final class ReadReports implements ReadinessReports {

        @Override
        public void file(ReplicaReadiness report) {
            throw new UnsupportedOperationException("the world begins with reports");
        }

        @Override
        public List<ReplicaReadiness> read(String group) {
            return world.table.readiness();
        }
    }
}
