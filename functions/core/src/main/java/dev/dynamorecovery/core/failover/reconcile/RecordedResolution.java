package dev.dynamorecovery.core.failover.reconcile;

import java.time.Instant;

/**
 * What a person decided, and what came of it. It holds none of the item's data.
 *
 * @param id of the lost write, or {@link #UNKNOWN}
 * @param resolution the decision's label
 * @param detail what was written, by the paths alone, or the reason that was given
 */
public record RecordedResolution(
        String group, String id, String table, String resolution, String by, Instant at, String detail) {

    /** Stands for what the logs do not know: a person has accepted that writes may be lost there. */
    public static final String UNKNOWN = "unknown";

    /** The label of that acceptance. */
    public static final String ACCEPTED = "AcceptUnknown";

    /** The name under which that is accepted for one failover. */
    public static String unknownOf(HandOver handOver) {
        return UNKNOWN + "-" + handOver.at().toEpochMilli();
    }
}
