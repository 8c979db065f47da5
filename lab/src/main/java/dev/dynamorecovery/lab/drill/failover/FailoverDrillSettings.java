package dev.dynamorecovery.lab.drill.failover;

import java.time.Duration;

/**
 * How big a failover drill is, and by which seed.
 *
 * @param users that write at the same time
 * @param thinkTime how long each of them rests after a write
 * @param replicationLag how long a write takes to the other Region
 * @param writesBefore how many writes are acknowledged before the Region goes dark
 */
public record FailoverDrillSettings(
        long seed, int users, Duration thinkTime, Duration replicationLag, int writesBefore) {

    /** A few hundred writes a second, and as far behind as AWS's global tables are as a rule: under a second. */
    public static FailoverDrillSettings of(long seed) {
        return new FailoverDrillSettings(seed, 8, Duration.ofMillis(40), Duration.ofMillis(500), 500);
    }
}
