package dev.dynamorecovery.simulation;

import static dev.dynamorecovery.simulation.SimulatedNetwork.PRIMARY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.REGIONS;
import static dev.dynamorecovery.simulation.SimulatedNetwork.STANDBY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.WITNESS;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs one world for each seed, from its first fault until everything has come to rest. */
final class FailoverSimulation {

    /** Within this time after the last fault every world has to be at rest. */
    private static final long REST_WITHIN_MILLIS = 480_000;

    private static final long STEP_MILLIS = 5_000;

    private final RecoveryPlan plan;

    FailoverSimulation(RecoveryPlan plan) {
        this.plan = plan;
    }

    /** What became of one world. */
    record Outcome(
            long seed,
            Optional<String> violation,
            int acknowledgedWrites,
            int lateWrites,
            int lostWrites,
            ControlRecord record,
            Timeline timeline,
            Set<Detection> detections,
            List<String> told) {

        /** The story of the world, for a person to read. */
        String story() {
            return "seed " + seed + "\n" + String.join("\n", told) + "\n"
                    + violation.map(what -> "VIOLATION: " + what).orElse("nothing went wrong")
                    + "\nReplay it with -Dsimulation.seed=" + seed;
        }
    }

    Outcome run(long seed, Optional<Guard> takenOut) {
        return run(seed, Schedule::draw, takenOut, false);
    }

    /** Runs a world of schedules that are drawn in another way. */
    Outcome run(long seed, Function<SplittableRandom, Schedule> schedules, Optional<Guard> takenOut) {
        return run(seed, schedules, takenOut, false);
    }

    /** Runs the same world again, and tells what happens in it. */
    Outcome tell(long seed, Optional<Guard> takenOut) {
        return run(seed, Schedule::draw, takenOut, true);
    }

    private Outcome run(
            long seed, Function<SplittableRandom, Schedule> schedules, Optional<Guard> takenOut, boolean tells) {
        return run(new World(plan, seed, schedules, takenOut, tells), seed, (world, detectors) -> {});
    }

    /** Runs a world of a schedule that was written by hand, and whatever else is to be done in it. */
    Outcome script(long seed, Schedule schedule, BiConsumer<World, List<Detector>> more) {
        return run(new World(plan, seed, random -> schedule, Optional.empty(), true), seed, more);
    }

    private static Outcome run(World world, long seed, BiConsumer<World, List<Detector>> more) {
        Optional<String> violation = Optional.empty();
        try {
            play(world, more);
        } catch (Violation found) {
            violation = Optional.of(String.valueOf(found.getMessage()));
            world.tell("VIOLATION: " + found.getMessage());
        }
        return new Outcome(
                seed,
                violation,
                world.oracle.acknowledgedWrites(),
                world.oracle.lateWrites(),
                world.items.listed(),
                world.record(),
                world.table.timeline(),
                world.detections(),
                world.told());
    }

    private static void play(World world, BiConsumer<World, List<Detector>> more) {
        for (int region = 0; region < REGIONS; region++) {
            new Observer(world, region);
        }
        List<Execution> executions = new ArrayList<>();
        List<Detector> detectors =
                List.of(new Detector(world, STANDBY, executions), new Detector(world, WITNESS, executions));
        List<Writer> writers = new ArrayList<>();
        for (int region : new int[] {PRIMARY, PRIMARY, STANDBY}) {
            writers.add(new Writer(world, region, writers));
        }
        new People(world, detectors, executions);
        more.accept(world, detectors);
        for (Schedule.Fault fault : world.schedule.faults()) {
            world.time.after(fault.fromMillis(), () -> fault.begin(world));
            world.time.after(fault.toMillis(), () -> fault.end(world));
        }
        long faultsEnd = world.schedule.endsAtMillis();
        world.time.pass(faultsEnd);
        while (!atRest(world, executions)) {
            if (world.time.now() > faultsEnd + REST_WITHIN_MILLIS) {
                throw new Violation("no exit: still " + world.record().state() + " of "
                        + world.record().newest().detail());
            }
            world.time.pass(STEP_MILLIS);
        }
        historyHolds(world);
        world.items.settle();
        world.items.shouldTellOfEachLoss(world.record());
    }

    private static boolean atRest(World world, List<Execution> executions) {
        ControlRecord record = world.record();
        return !record.state().unfinished()
                && (record.state() == ControlState.STEADY || record.state() == ControlState.AWAITING_ACKNOWLEDGEMENT)
                && record.mayWrite(record.servingRegion())
                && executions.stream().allMatch(Execution::ended);
    }

    private static void historyHolds(World world) {
        Optional<Timeline.Break> broken =
                world.table.timeline().firstBreak(world.record().newest());
        if (broken.isPresent()) {
            throw new Violation("the history breaks: " + broken.get().reason());
        }
    }
}
