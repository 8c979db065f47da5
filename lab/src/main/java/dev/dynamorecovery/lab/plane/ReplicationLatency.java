package dev.dynamorecovery.lab.plane;

import java.time.Duration;
import java.time.Instant;

/**
 * How long replicated changes were on their way, as CloudWatch's metric of that name tells: nothing is told while
 * nothing arrives.
 *
 * @param table the global table's name
 * @param source the Region of the writes
 * @param receiver the Region they arrived in
 * @param arrivedAt when
 * @param latency from the oldest of these writes to its arrival
 * @param changes how many arrived together
 */
public record ReplicationLatency(
        String table, String source, String receiver, Instant arrivedAt, Duration latency, int changes) {}
