package dev.dynamorecovery.core.changelog;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Says where which changes are, how far the log has come, and what is not known. Recording twice changes nothing. */
public interface ChangeLogIndex {

    /** Records a segment that lies in the bucket. */
    void record(SegmentEntry segment);

    /** Moves a shard's checkpoint forward, never back; keeps the first change of the earliest one. */
    void advance(Checkpoint checkpoint);

    /** Records what is not known. */
    void record(Gap gap);

    /** The segments of the table that hold a change within {@code span}, in ascending order of their newest change. */
    List<SegmentEntry> segments(String table, TimeSpan span);

    /**
     * Hands the table's segments with changes before {@code before} over, the newest change first, until {@code more}
     * says no.
     */
    void newestFirst(String table, Instant before, Predicate<SegmentEntry> more);

    /** The checkpoints of all shards of all streams that the table had while its log was kept. */
    List<Checkpoint> checkpoints(String table);

    /** The recorded gaps of the table, in order of their beginnings. */
    List<Gap> gaps(String table);
}
