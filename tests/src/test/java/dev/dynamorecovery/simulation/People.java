package dev.dynamorecovery.simulation;

import static dev.dynamorecovery.simulation.SimulatedNetwork.PRIMARY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.STANDBY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.WITNESS;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.NamedOverride;
import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.procedure.FailoverController;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import java.util.List;
import java.util.Optional;

/** The people on call: they acknowledge, prove Regions caught up, bring the group home, stop automation, and meddle. */
final class People {

    private final World world;
    private final List<Detector> detectors;
    private final List<Execution> executions;
    private final FailoverController controller;
    private final SimulatedClock clock;
    private int moves;

    People(World world, List<Detector> detectors, List<Execution> executions) {
        this.world = world;
        this.detectors = detectors;
        this.executions = executions;
        this.clock = world.clock(90_000);
        Unguarded unguarded = new Unguarded(world);
        ControlTableAccess access = new ControlTableAccess(world, WITNESS, clock, unguarded, false, null);
        this.controller = new FailoverController(world.plan, access, unguarded.rules(), access.assessor(), clock::wall);
        if (world.schedule.kind() == Schedule.Kind.SCRIPTED) {
            return;
        }
        world.time.after(world.between(5_000, 30_000), this::look);
        if (world.chance(0.15)) {
            world.time.after(world.between(1_000, 90_000), this::stopAutomation);
        }
        if (world.chance(0.15)) {
            world.time.after(world.between(1_000, 90_000), this::askByHand);
        }
        if (world.schedule.kind() == Schedule.Kind.UNHEARD) {
            world.time.after(world.between(5_000, 20_000), this::askByHand);
        }
        if (world.schedule.kind() == Schedule.Kind.CALM) {
            world.time.after(world.between(2_000, 20_000), this::move);
        }
    }

    private void look() {
        world.time.after(world.between(10_000, 30_000), this::look);
        ControlRecord record = world.record();
        try {
            if (record.state() == ControlState.AWAITING_ACKNOWLEDGEMENT
                    || (record.state() == ControlState.STEADY && record.automationBlock() != null)) {
                controller.acknowledge("ada");
            } else if (record.state() == ControlState.STEADY
                    && !record.fencedRegions().isEmpty()) {
                bringHome(record);
            }
        } catch (Disturbance lost) {
            world.tell("a person is not answered: " + lost.getMessage());
        }
    }

    private void bringHome(ControlRecord record) {
        String left = record.fencedRegions().iterator().next();
        if (world.chance(0.5)) {
            move();
        } else if (world.replication.caughtUp(SimulatedNetwork.number(left))) {
            world.oracle.provenCaughtUp(left);
            controller.unfence(left, "ada", "equal digests");
        }
    }

    private void move() {
        ControlRecord record = world.record();
        if (record.state() == ControlState.STEADY && moves++ < 2) {
            String target = SimulatedNetwork.name(1 - SimulatedNetwork.number(record.servingRegion()));
            executions.add(new Execution(
                    world,
                    WITNESS,
                    clock,
                    MoveOrder.planned(
                            "orders", record.epoch(), target, SimulatedNetwork.name(WITNESS), "move-" + moves),
                    world.time.now()));
        }
    }

    private void stopAutomation() {
        world.table.stop();
        world.time.after(world.between(5_000, 60_000), world.table::release);
    }

    private void askByHand() {
        String target = SimulatedNetwork.name(world.random.nextInt(10) == 0 ? PRIMARY : STANDBY);
        Optional<NamedOverride> override = world.schedule.kind() == Schedule.Kind.UNHEARD || world.chance(0.5)
                ? Optional.of(new NamedOverride("ada", "I have seen it"))
                : Optional.empty();
        world.tell("ada asks for a failover to " + target + (override.isPresent() ? ", over all doubts" : ""));
        detectors.get(world.random.nextInt(detectors.size())).assess(Asked.byPerson(target, override));
    }
}
