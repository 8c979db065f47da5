package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.traffic.TrafficMove;

/**
 * @param step {@code Lead} the name to the Region, or {@code Verify} that it leads there
 * @param from the Region that served
 * @param to the Region that serves now
 * @param dryRun whether to say only what would be done
 */
record TrafficRequest(String step, String group, String from, String to, boolean dryRun) {

    TrafficMove move() {
        return new TrafficMove(group, from, to);
    }
}
