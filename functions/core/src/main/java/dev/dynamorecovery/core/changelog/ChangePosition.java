package dev.dynamorecovery.core.changelog;

import java.util.Comparator;

/**
 * Where a change stands in its table's history. Positions of one item are in the order of its changes, also when its
 * shard was split or the table got another stream. A stream, a sequence number and an item's key name one change.
 *
 * @param stream the stream's label, the instant of its creation in ISO 8601
 * @param shard the shard's identifier, or {@link #UNNAMED_SHARD}
 * @param sequence the sequence number: decimal digits, growing, not consecutive
 */
public record ChangePosition(String stream, String shard, String sequence) implements Comparable<ChangePosition> {

    /** Stands for the shard where Lambda does not tell it: see ADR 19. */
    public static final String UNNAMED_SHARD = "unnamed";

    private static final Comparator<ChangePosition> ORDER = Comparator.comparing(ChangePosition::stream)
            .thenComparing(ChangePosition::sequence, ChangePosition::compareSequences)
            .thenComparing(ChangePosition::shard);

    /** Compares sequence numbers by value. */
    public static int compareSequences(String one, String other) {
        int byLength = Integer.compare(one.length(), other.length());
        return byLength == 0 ? one.compareTo(other) : byLength;
    }

    @Override
    public int compareTo(ChangePosition other) {
        return ORDER.compare(this, other);
    }
}
