package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.procedure.FailoverController;
import dev.dynamorecovery.core.failover.procedure.FailoverProcedure;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import dev.dynamorecovery.core.failover.procedure.MoveStep;
import dev.dynamorecovery.core.failover.procedure.NextStep;
import dev.dynamorecovery.core.failover.procedure.StepAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One execution of the state machine: it runs the real steps in the real order, is killed and paused inside of them, goes
 * on, is started again from the beginning, or never comes back.
 */
final class Execution {

    private static final int ATTEMPTS = 8;

    private final World world;
    private final MoveOrder order;
    private final long decisionBegan;
    private final SimulatedClock clock;
    private final Unguarded unguarded;
    private final FailoverController controller;
    private boolean ended;
    private int failures;
    private long stepBegan;
    private long lookedAt;
    private boolean verified;
    private boolean fenceSent;
    private final boolean jumps;

    Execution(World world, int region, SimulatedClock clock, MoveOrder order, long decisionBegan) {
        this.world = world;
        this.order = order;
        this.clock = clock;
        this.decisionBegan = decisionBegan;
        this.jumps = world.schedule.wildClocks() && world.chance(0.3);
        this.unguarded = new Unguarded(world);
        ControlTableAccess access = new ControlTableAccess(world, region, clock, unguarded, false, this);
        this.controller = new FailoverController(world.plan, access, unguarded.rules(), access.assessor(), clock::wall);
        world.tell("execution " + order.claimant() + " begins at epoch " + order.epoch());
        strayMessages();
        first();
    }

    MoveOrder order() {
        return order;
    }

    boolean ended() {
        return ended;
    }

    long decisionBegan() {
        return decisionBegan;
    }

    long stepBegan() {
        return stepBegan;
    }

    /** Whether much time has gone since this execution looked at the votes, as after a pause. */
    boolean delayedSincePreflight() {
        return world.time.now() - lookedAt > 10_000;
    }

    private void first() {
        run(new NextStep.Run(FailoverProcedure.FIRST, Duration.ZERO, ""));
    }

    private void run(NextStep.Run next) {
        world.time.after(next.after().toMillis() + world.between(5, 60), () -> {
            if (ended) {
                return;
            }
            double chaos = world.schedule.chaos();
            if (world.chance(0.02 * chaos)) {
                dies();
                return;
            }
            step(next);
            if (world.chance(0.05 * chaos)) {
                world.time.after(world.between(100, 20_000), () -> repeat(next));
            }
        });
    }

    private void step(NextStep.Run next) {
        if (next.step() == MoveStep.VERIFY) {
            world.time.after(untilTheNameLeadsThere(), () -> {
                verified = world.network.up(SimulatedNetwork.number(order.target()));
                follow(MoveStep.VERIFY, new StepAnswer.Done(world.record()));
            });
            return;
        }
        StepAnswer answer;
        try {
            stepBegan = world.time.now();
            lookedAt = next.step() == MoveStep.PREFLIGHT || next.step() == MoveStep.CLAIM ? stepBegan : lookedAt;
            fenceSent |= next.step() == MoveStep.FENCE;
            answer = answer(next.step(), next.reason());
        } catch (Disturbance lost) {
            world.tell(order.claimant() + " " + next.step() + ": " + lost.getMessage());
            if (++failures >= ATTEMPTS) {
                dies();
            } else {
                run(new NextStep.Run(next.step(), Duration.ofMillis(world.between(1_000, 3_000)), next.reason()));
            }
            return;
        }
        follow(next.step(), answer);
    }

    /** The health checks' next look and their agreement, the name's time to live, a probe write; more in troubled worlds. */
    private long untilTheNameLeadsThere() {
        return world.between(0, 10_000)
                + world.between(1_000, 10_000)
                + world.between(0, 10_000)
                + world.between(20, 2_000)
                + (world.chance(world.schedule.chaos()) ? world.between(0, 20_000) : 0);
    }

    private void follow(MoveStep step, StepAnswer answer) {
        if (ended) {
            return;
        }
        switch (unguarded.next(step, answer, clock.wall())) {
            case NextStep.Run run -> run(run);
            case NextStep.End end -> {
                ended = true;
                if (world.tells()) {
                    world.tell(order.claimant() + " ends: " + end.code() + ", " + end.reason());
                }
            }
        }
        if (step == MoveStep.START_LEASE_WAIT && jumps) {
            clock.jump(world.between(5_000, 40_000));
        } else if (step == MoveStep.START_LEASE_WAIT
                && !world.schedule.wildClocks()
                && world.chance(0.2 * world.schedule.chaos())) {
            world.time.after(
                    world.between(10, 3_000),
                    () -> repeat(new NextStep.Run(MoveStep.SWITCH, Duration.ZERO, "too early")));
        }
    }

    private StepAnswer answer(MoveStep step, String reason) {
        return switch (step) {
            case CLAIM -> controller.claim(order);
            case PREFLIGHT -> controller.preflight(order);
            case FENCE -> controller.fence(order);
            case START_LEASE_WAIT -> controller.startLeaseWait(order);
            case SWITCH -> controller.switchOver(order, proof());
            case VERIFY -> throw new IllegalStateException("takes its own time");
            case CONCLUDE -> controller.conclude(order, verified, "a probe write");
            case RELEASE -> controller.release(order, reason);
        };
    }

    /** Both Regions compared, where the move is planned: null when they do not hold the same. */
    private @Nullable String proof() {
        return world.replication.caughtUp(SimulatedNetwork.number(order.target())) ? "equal digests" : null;
    }

    private void dies() {
        ended = true;
        world.tell(order.claimant() + " is killed");
        if (world.chance(0.5)) {
            world.time.after(world.between(1_000, 30_000), () -> {
                world.tell(order.claimant() + " is started again");
                ended = false;
                failures = 0;
                first();
            });
        }
    }

    /** A second copy of a message, whose answer nobody waits for. */
    private void repeat(NextStep.Run next) {
        if (next.step() == MoveStep.VERIFY) {
            return;
        }
        long interrupted = stepBegan;
        try {
            stepBegan = world.time.now();
            answer(next.step(), next.reason());
        } catch (Disturbance lost) {
            world.tell(order.claimant() + " " + next.step() + " again: " + lost.getMessage());
        } finally {
            stepBegan = interrupted;
        }
    }

    /** Messages that nobody should have sent: a step at any time, whether the claim is held or not; a fence only again. */
    private void strayMessages() {
        if (world.schedule.wildClocks() || !world.chance(0.3 * world.schedule.chaos())) {
            return;
        }
        MoveStep[] steps = {
            MoveStep.FENCE, MoveStep.START_LEASE_WAIT, MoveStep.SWITCH, MoveStep.CONCLUDE, MoveStep.RELEASE
        };
        for (int stray = 0; stray < 3; stray++) {
            MoveStep step = steps[world.random.nextInt(steps.length)];
            world.time.after(world.between(100, 40_000), () -> {
                if (step != MoveStep.FENCE || fenceSent) {
                    repeat(new NextStep.Run(step, Duration.ZERO, "stray"));
                }
            });
        }
    }

    /** At each call, before and after its effect: killed, paused, or nothing. */
    void disturb() {
        double chaos = world.schedule.chaos();
        if (chaos == 0) {
            return;
        }
        if (world.chance(0.02 * chaos)) {
            throw new Disturbance("killed in the middle");
        }
        if (world.chance(0.02 * chaos)) {
            long length = world.between(200, 70_000);
            world.tell(order.claimant() + " pauses for " + length + " ms");
            world.time.pass(length);
        }
    }
}
