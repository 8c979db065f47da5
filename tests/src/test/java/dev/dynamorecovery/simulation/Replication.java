package dev.dynamorecovery.simulation;

import static dev.dynamorecovery.simulation.SimulatedNetwork.PRIMARY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.STANDBY;

/** Writes on their way between the two Regions that hold the data: with a lag, and not at all while the way is cut. */
final class Replication {

    static final long LAG_MILLIS = 800;

    private final World world;
    private final long[] until = new long[2];
    private int stalled;
    private int unmeasured;
    private final long[] lastLanded = {-1, -1};

    Replication(World world) {
        this.world = world;
    }

    /** Brings the marks up to the present; to be called before the network changes. */
    void settle() {
        for (int from : new int[] {PRIMARY, STANDBY}) {
            if (passes(from)) {
                until[from] = Math.max(until[from], world.time.now() - LAG_MILLIS);
            }
        }
    }

    /** Whether what a Region writes gets to the other one now. */
    boolean passes(int from) {
        return stalled == 0 && world.network.replicates(from, 1 - from);
    }

    /** Until when the other Region holds what this one wrote. */
    long replicatedUntil(int from) {
        settle();
        return until[from];
    }

    /** Replication stands still, as no metric may show. */
    void stall(int change) {
        stalled += change;
    }

    /** No heartbeat is written that others could find. */
    void unmeasured(int change) {
        unmeasured += change;
    }

    boolean measured() {
        return unmeasured == 0;
    }

    void landed(int region) {
        lastLanded[region] = world.time.now();
    }

    /** Whether the Region holds everything that the other one has. */
    boolean caughtUp(int region) {
        return lastLanded[1 - region] < replicatedUntil(1 - region);
    }
}
