package dev.dynamorecovery.simulation;

import java.util.SplittableRandom;
import java.util.function.Function;

/** The guards that can be taken out of a simulated world, one at a time, to see that something goes wrong without it. */
enum Guard {
    /** Two observers have to agree. */
    QUORUM("observers saw it"),
    /** A Region has to be out for 45 seconds without a break. */
    HYSTERESIS("observers saw it"),
    /** An observer that sees no other Region does not count. */
    BLIND_OBSERVERS("observers saw it"),
    /** Old votes say nothing. */
    VOTE_FRESHNESS("observers saw it"),
    /** The one who holds the claim looks again before it fences. */
    PREFLIGHT("seen it well"),
    /** After a failover automation waits for a person. */
    AUTOMATION_BLOCK("before a person had acknowledged"),
    /** One item stops all automation. */
    KILL_SWITCH("after all automation was stopped"),
    /** A Region that was left is no target until it is proven caught up. */
    TARGET_FENCED("lacks writes"),
    /** A planned move needs the proof that both Regions hold the same. */
    CAUGHT_UP_PROOF("a planned move lost writes"),
    /** The record is replaced only if nobody else was faster. */
    CONDITIONAL_WRITE("was overwritten"),
    /** Who acts under an old epoch changes nothing. */
    EPOCH_CHECK(" acted at epoch "),
    /** Who does not hold the claim changes nothing. */
    CLAIMANT_CHECK("without the claim"),
    /** The wait for leases begins after the fence is acknowledged. */
    LEASE_WAIT_AFTER_FENCE("gates are open in|took a write after"),
    /** The wait lasts longer than the lease. */
    LEASE_MARGIN("gates are open in|took a write after"),
    /** The record's rules refuse a switch that comes too early. */
    LEASE_WAIT_BY_RULE("gates are open in|took a write after"),
    /** Who runs the steps waits by a clock of its own. */
    LEASE_WAIT_BY_RUNNER("gates are open in|took a write after"),
    /** Who takes over begins the wait anew. */
    TAKE_OVER_WAITS_ANEW("gates are open in|took a write after"),
    /** A lease runs from the start of the read. */
    LEASE_FROM_READ_START("gates are open in|took a write after"),
    /** A lease runs out by the wall clock too, for a suspended machine's monotonic clock stands still. */
    LEASE_BY_BOTH_CLOCKS("gates are open in|took a write after"),
    /** The gate is looked at before each write. */
    GATE_BEFORE_WRITE("took a write after"),
    /** An answer that comes too late is no acknowledgement. */
    ACKNOWLEDGED_IN_TIME("was acknowledged, and the Region"),
    /** Lost writes are looked for in the logs of both Regions. */
    BOTH_CHANGE_LOGS("no log tells of it"),
    /** What a write may have replaced that was sent late is told, too. */
    LATE_WRITES_LOOKED_FOR("no log tells of it");

    private final String consequence;

    Guard(String consequence) {
        this.consequence = consequence;
    }

    /**
     * The worlds in which the guard is looked for. Those that need the margin of the lease, but for which a write would land
     * after another gate has opened, are one in thousands of all.
     */
    Function<SplittableRandom, Schedule> worlds() {
        return this == LEASE_MARGIN ? Schedule::drawUnheard : Schedule::draw;
    }

    /** Whether a violation is what the guard is there to prevent. */
    boolean prevents(String violation) {
        return violation.matches(".*(" + consequence + ").*");
    }
}
