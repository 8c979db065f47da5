package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRules;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A world small enough to be searched from end to end: time goes by in ticks of five seconds, a lease is two ticks, the
 * margin is one. Each controller may send each command at any time under the epoch that it holds, or claim, or take over;
 * each writer may begin a read, have it answered at any later time, and write while its lease lasts. The second
 * controller's clock is far ahead of the first one's.
 */
final class SmallModel {

    static final Duration TICK = Duration.ofSeconds(5);

    private static final String[] REGIONS = {"us-east-1", "us-east-2"};
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final int LEASE_TICKS = 2;
    private static final int LAST_EPOCH = 3;
    private static final int AHEAD_TICKS = 100;
    private static final int NOTHING = -1;

    private SmallModel() {}

    /** What a search found. */
    record Result(int states, boolean switched, Optional<String> violation) {}

    /**
     * A state of the model.
     *
     * @param held the epoch that each controller holds
     * @param readBegan when each writer's read under way began
     * @param readSays whether the record that it has read lets its Region write
     * @param leaseFrom the start of the read that gave each writer its lease
     */
    private record State(
            ControlRecord record,
            int tick,
            List<Integer> held,
            List<Integer> readBegan,
            List<Integer> readSays,
            List<Integer> leaseFrom) {

        boolean open(int writer) {
            return leaseFrom.get(writer) != NOTHING && tick - leaseFrom.get(writer) < LEASE_TICKS;
        }

        /** What tells states apart: not the history, nor what time it is, only how long ago things were. */
        String key() {
            Instant since = record.leaseWaitSince();
            return record.epoch() + "|" + record.state() + "|" + record.servingRegion() + record.fencedRegions() + "|"
                    + (since == null ? "" : age(since)) + "|"
                    + (record.claim() == null ? "" : record.claim().claimant()) + "|" + held + readSays
                    + age(readBegan.get(0)) + age(readBegan.get(1)) + age(leaseFrom.get(0)) + age(leaseFrom.get(1));
        }

        private int age(int when) {
            return when == NOTHING ? NOTHING : Math.min(tick - when, LEASE_TICKS);
        }

        /** By the clock of the controller that noted it; what is longer ago than any wait is all one. */
        private long age(Instant since) {
            long ticks = tick - Duration.between(START, since).dividedBy(TICK);
            return ticks < -AHEAD_TICKS / 2 ? Math.min(ticks + AHEAD_TICKS, 4) - AHEAD_TICKS : Math.min(ticks, 4);
        }
    }

    private record Path(State state, Optional<Path> before, String step) {

        String told() {
            Deque<String> steps = new ArrayDeque<>();
            for (Optional<Path> path = Optional.of(this);
                    path.isPresent();
                    path = path.get().before()) {
                steps.addFirst(path.get().state().tick() + ": " + path.get().step());
            }
            return String.join("\n", steps);
        }
    }

    /** Searches all states that can be reached by these rules. */
    static Result explore(ControlRules rules) {
        ControlRecord first = ControlRecord.first("orders", REGIONS[0], TICK.multipliedBy(LEASE_TICKS), "ada", START);
        List<Integer> none = List.of(NOTHING, NOTHING);
        Deque<Path> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        open.add(new Path(new State(first, 0, none, none, none, none), Optional.empty(), "begin"));
        boolean switched = false;
        while (!open.isEmpty()) {
            Path path = open.poll();
            State state = path.state();
            switched |= state.record().state() == ControlState.SWITCHED;
            if (state.open(0) && state.open(1)) {
                return new Result(seen.size(), switched, Optional.of(path.told()));
            }
            for (Path next : next(path, rules)) {
                if (seen.add(next.state().key())) {
                    open.add(next);
                }
            }
        }
        return new Result(seen.size(), switched, Optional.empty());
    }

    private static List<Path> next(Path path, ControlRules rules) {
        List<Path> next = new ArrayList<>();
        State it = path.state();
        next.add(step(
                path,
                new State(it.record(), it.tick() + 1, it.held(), it.readBegan(), it.readSays(), it.leaseFrom()),
                "a tick"));
        for (int controller = 0; controller < 2; controller++) {
            commands(path, controller, rules, next);
        }
        for (int writer = 0; writer < 2; writer++) {
            reads(path, writer, next);
        }
        return next;
    }

    private static void commands(Path path, int controller, ControlRules rules, List<Path> next) {
        State it = path.state();
        String by = "controller-" + controller;
        long epoch = it.record().epoch();
        if (epoch < LAST_EPOCH) {
            send(
                    path,
                    controller,
                    rules,
                    next,
                    new ControlCommand.TakeClaim(
                            epoch, by, "orders-" + epoch, Purpose.FAILOVER, REGIONS[1], false, null));
            send(path, controller, rules, next, new ControlCommand.TakeOver(epoch, by));
        }
        long held = it.held().get(controller);
        if (held != NOTHING) {
            send(path, controller, rules, next, new ControlCommand.Fence(held, by));
            send(path, controller, rules, next, new ControlCommand.StartLeaseWait(held, by));
            send(path, controller, rules, next, new ControlCommand.Switch(held, by, null));
            send(path, controller, rules, next, new ControlCommand.Release(held, by, "no more"));
        }
    }

    private static void send(Path path, int controller, ControlRules rules, List<Path> next, ControlCommand command) {
        State it = path.state();
        Instant now = START.plus(TICK.multipliedBy(it.tick() + (long) controller * AHEAD_TICKS));
        if (rules.apply(it.record(), command, now) instanceof Transition.Applied applied) {
            ControlRecord after = applied.after();
            List<Integer> held =
                    after.epoch() > it.record().epoch() ? with(it.held(), controller, (int) after.epoch()) : it.held();
            next.add(step(
                    path,
                    new State(after, it.tick(), held, it.readBegan(), it.readSays(), it.leaseFrom()),
                    after.newest().event() + " by " + command.by()));
        }
    }

    private static void reads(Path path, int writer, List<Path> next) {
        State it = path.state();
        int began = it.readBegan().get(writer);
        int says = it.readSays().get(writer);
        if (began == NOTHING) {
            next.add(step(
                    path,
                    new State(
                            it.record(),
                            it.tick(),
                            it.held(),
                            with(it.readBegan(), writer, it.tick()),
                            it.readSays(),
                            it.leaseFrom()),
                    "a read begins in " + REGIONS[writer]));
        } else if (says == NOTHING) {
            int lets = it.record().mayWrite(REGIONS[writer]) ? 1 : 0;
            next.add(step(
                    path,
                    new State(
                            it.record(),
                            it.tick(),
                            it.held(),
                            it.readBegan(),
                            with(it.readSays(), writer, lets),
                            it.leaseFrom()),
                    "the record is read in " + REGIONS[writer]));
        } else {
            next.add(step(
                    path,
                    new State(
                            it.record(),
                            it.tick(),
                            it.held(),
                            with(it.readBegan(), writer, NOTHING),
                            with(it.readSays(), writer, NOTHING),
                            with(it.leaseFrom(), writer, says == 1 ? began : NOTHING)),
                    "answered in " + REGIONS[writer]));
        }
    }

    private static Path step(Path before, State state, String step) {
        return new Path(state, Optional.of(before), step);
    }

    private static List<Integer> with(List<Integer> list, int place, int value) {
        return place == 0 ? List.of(value, list.get(1)) : List.of(list.get(0), value);
    }

    /** The rules without their wait begun anew: who takes over reads the other's note of when it began. */
    static Transition keepingTheWait(ControlRecord before, Transition transition) {
        if (transition instanceof Transition.Applied applied
                && applied.after().newest().event().equals("TakeOver")
                && before.state() == ControlState.LEASE_WAIT) {
            ControlRecord after = applied.after();
            return new Transition.Applied(
                    before,
                    new ControlRecord(
                            after.group(),
                            after.epoch(),
                            after.revision(),
                            ControlState.LEASE_WAIT,
                            after.servingRegion(),
                            after.fencedRegions(),
                            after.lease(),
                            after.claim(),
                            before.leaseWaitSince(),
                            after.automationBlock(),
                            after.changedAt(),
                            after.newest()));
        }
        return transition;
    }
}
