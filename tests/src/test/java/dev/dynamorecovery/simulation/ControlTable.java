package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryKillSwitch;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.InMemoryBallots;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The control table as it truly is, at every moment, whoever can reach it. */
final class ControlTable {

    private final World world;
    private final InMemoryControlRecords records = new InMemoryControlRecords();
    private final InMemoryBallots ballots = new InMemoryBallots();
    private final InMemoryKillSwitch killSwitch = new InMemoryKillSwitch();
    private final List<ReplicaReadiness> readiness;

    ControlTable(World world) {
        this.world = world;
        records.create(ControlRecord.first(
                "orders",
                SimulatedNetwork.name(SimulatedNetwork.PRIMARY),
                world.plan.failover().lease(),
                "ada",
                SimulatedClock.START));
        readiness = List.of(ready(SimulatedNetwork.PRIMARY), ready(SimulatedNetwork.STANDBY));
    }

    ControlRecord record() {
        return records.read("orders").orElseThrow();
    }

    boolean replace(ControlRecord before, ControlRecord after, @Nullable Execution by) {
        ControlRecord standing = record();
        boolean overtaken = standing.revision() != before.revision() || standing.epoch() != before.epoch();
        if (overtaken && !world.without(Guard.CONDITIONAL_WRITE)) {
            return false;
        }
        world.oracle.changes(before, after, by, standing);
        String event = after.newest().event();
        if (!before.fencedRegions().isEmpty() && (event.equals("Unfence") || event.equals("Switch"))) {
            world.items.comesBack(before);
        }
        boolean replaced = records.replace(overtaken ? standing : before, after);
        if (event.equals("Fence") && world.chance(0.25 * world.schedule.chaos())) {
            cutOff(SimulatedNetwork.number(after.servingRegion()));
        }
        return replaced;
    }

    boolean keepAlive(ControlRecord standing, Instant at) {
        return records.keepAlive(standing, at);
    }

    /** The worst moment: whoever is to be fenced does not hear of it. */
    private void cutOff(int region) {
        Schedule.Fault fault = new Schedule.Fault(0, 0, Schedule.Form.ISOLATED, region, region);
        fault.begin(world);
        world.time.after(world.between(5_000, 40_000), () -> fault.end(world));
    }

    Timeline timeline() {
        return records.timeline("orders");
    }

    void cast(Vote vote) {
        ballots.cast(vote);
    }

    List<Vote> votes() {
        return ballots.read("orders");
    }

    List<ReplicaReadiness> readiness() {
        return readiness;
    }

    Optional<KillSwitch.Stop> stopped() {
        return killSwitch.stopped();
    }

    void stop() {
        killSwitch.stop(new KillSwitch.Stop("bob", "a drill", SimulatedClock.START));
        world.oracle.stopped(true);
        world.tell("bob stops all automation");
    }

    void release() {
        killSwitch.release();
        world.oracle.stopped(false);
        world.tell("bob lets automation act again");
    }

    private static ReplicaReadiness ready(int region) {
        return new ReplicaReadiness("orders", SimulatedNetwork.name(region), true, true, "", SimulatedClock.START);
    }
}
