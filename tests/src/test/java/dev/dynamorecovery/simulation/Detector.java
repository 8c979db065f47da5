package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.procedure.GroupAssessor;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The detector of one Region: it assesses every five seconds, and more often in a storm of alarms. */
final class Detector {

    private static final long EVERY_MILLIS = 5_000;

    private final World world;
    private final int region;
    private final SimulatedClock clock;
    private final GroupAssessor assessor;
    private final List<Execution> executions;
    private final Set<String> names = new HashSet<>();

    Detector(World world, int region, List<Execution> executions) {
        this.world = world;
        this.region = region;
        this.clock = world.clock(90_000);
        this.executions = executions;
        this.assessor = new ControlTableAccess(world, region, clock, new Unguarded(world), true, null).assessor();
        world.time.after(world.between(0, EVERY_MILLIS), this::loop);
    }

    private void loop() {
        double chaos = world.schedule.chaos();
        long pause = world.chance(0.02 * chaos) ? world.between(5_000, 60_000) : 0;
        world.time.after(EVERY_MILLIS + pause, this::loop);
        if (world.network.up(region)) {
            assess(Asked.byMachine());
            if (world.chance(0.02 * chaos)) {
                alarm();
            }
        }
    }

    /** An alarm asks for an assessment; it decides nothing. */
    void alarm() {
        assess(Asked.byMachine());
    }

    void assess(Asked asked) {
        long began = world.time.now();
        FailoverDecision decision;
        try {
            decision = assessor.decide(world.plan, asked);
        } catch (Disturbance lost) {
            return;
        }
        world.decided(decision);
        if (decision instanceof FailoverDecision.Failover failover && names.add(failover.execution())) {
            if (asked.automatic() && !failover.goesOn()) {
                world.oracle.decidedOut(failover.evidence().servingRegion());
            }
            world.tell("decision: " + failover.reason());
            long delay = world.chance(0.1 * world.schedule.chaos()) ? world.between(500, 30_000) : 20;
            MoveOrder order = MoveOrder.of("orders", failover, asked, SimulatedNetwork.name(region));
            world.time.after(delay, () -> executions.add(new Execution(world, region, clock, order, began)));
        }
    }
}
