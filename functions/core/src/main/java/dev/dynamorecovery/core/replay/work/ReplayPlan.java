package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;

/**
 * How the log is read and dealt.
 *
 * @param slices the stretches that are read, in the order of time
 * @param partitions into how many parts the items are dealt, by their keys; each is replayed by one worker
 * @param gaps what the log does not know, and the request accepts
 */
public record ReplayPlan(List<ReplaySlice> slices, int partitions, List<Gap> gaps) {

    /** Changes of one slice: the worker that deals them holds them. */
    public static final int MOST_CHANGES_OF_SLICE = 50_000;

    private static final long CHANGES_OF_PARTITION = 20_000;
    private static final long BYTES_OF_PARTITION = 8 << 20;
    private static final int MOST_PARTITIONS = 10_000;

    public ReplayPlan {
        slices = List.copyOf(slices);
        gaps = List.copyOf(gaps);
    }

    /** A plan whose partitions fit into a worker's memory: their items are held, two states of each. */
    public static ReplayPlan of(List<ReplaySlice> slices, List<Gap> gaps) {
        long changes = slices.stream().mapToLong(ReplaySlice::changeCount).sum();
        long bytes = slices.stream().mapToLong(ReplaySlice::sizeBytes).sum();
        long partitions = Math.max(
                1, Math.max(Math.ceilDiv(changes, CHANGES_OF_PARTITION), Math.ceilDiv(bytes, BYTES_OF_PARTITION)));
        return new ReplayPlan(slices, (int) Math.min(partitions, MOST_PARTITIONS), gaps);
    }
}
