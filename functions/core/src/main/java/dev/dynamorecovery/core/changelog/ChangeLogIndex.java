package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.HashKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says where which changes are, how far the log has come, and what is not known. Recording twice changes nothing. */
public interface ChangeLogIndex {

    /** Records a segment that lies in the bucket. */
    void record(SegmentEntry segment);

    /**
     * Moves a shard's checkpoint forward, never back; keeps the first change of the one that was recorded first.
     *
     * @param staleBefore a checkpoint that was logged before that is left as it is
     * @return the stale checkpoint that was left; empty when the shard's checkpoint now stands at the given one or further
     */
    Optional<Checkpoint> advance(Checkpoint checkpoint, Instant staleBefore);

    /** Records what is not known. Gaps of one identity are one gap, which covers all that was recorded of it. */
    void record(GapIdentity identity, Gap gap);

    /**
     * The segments of the table that hold a change within {@code span}, in ascending order of their newest change. Their
     * key filters may be left out.
     */
    List<SegmentEntry> segments(String table, TimeSpan span);

    /**
     * Hands the table's segments that hold a change within {@code span} over, the newest change first, until {@code more}
     * says no.
     */
    void newestFirst(String table, TimeSpan span, Predicate<SegmentEntry> more);

    /** The checkpoints of all shards of all streams that the table had while its log was kept. */
    List<Checkpoint> checkpoints(String table);

    /** The recorded gaps of the table, in order of their beginnings. */
    List<Gap> gaps(String table);

    /** The secret key of the hashes in the table's log, drawn when it is first asked for and the same ever after. */
    HashKey hashKey(String table);
}
