package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** What all parts of one simulated world share. */
final class World {

    final RecoveryPlan plan;
    final SplittableRandom random;
    final Optional<Guard> takenOut;
    final VirtualTime time = new VirtualTime();
    final SimulatedNetwork network = new SimulatedNetwork();
    final Replication replication = new Replication(this);
    final Items items = new Items(this);
    final Oracle oracle = new Oracle(this);
    final ControlTable table;
    final Schedule schedule;
    private final Set<Detection> detections = EnumSet.noneOf(Detection.class);
    private final List<String> told = new ArrayList<>();
    private final boolean tells;

    World(
            RecoveryPlan plan,
            long seed,
            Function<SplittableRandom, Schedule> schedules,
            Optional<Guard> takenOut,
            boolean tells) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
        this.takenOut = takenOut;
        this.tells = tells;
        this.schedule = schedules.apply(random);
        this.table = new ControlTable(this);
    }

    boolean without(Guard guard) {
        return takenOut.isPresent() && takenOut.get() == guard;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    long between(long least, long most) {
        return least >= most ? least : random.nextLong(least, most + 1);
    }

    /**
     * A clock as this schedule's are: nearly right, or quite wrong.
     *
     * @param wildMillis how wrong at most
     */
    SimulatedClock clock(long wildMillis) {
        long off = schedule.wildClocks() ? wildMillis : 400;
        return new SimulatedClock(time, 1 + (random.nextDouble() - 0.5) * 0.004, between(-off, off));
    }

    boolean tells() {
        return tells;
    }

    /** Adds a line to the story of this world; only where somebody wants to read it. */
    void tell(String line) {
        if (tells) {
            told.add("%8.3f s  %s".formatted(time.now() / 1000.0, line));
        }
    }

    void decided(FailoverDecision decision) {
        detections.add(decision.detection());
    }

    /** All that machines and people have found since the world began. */
    Set<Detection> detections() {
        return detections;
    }

    List<String> told() {
        return told;
    }

    ControlRecord record() {
        return table.record();
    }
}
