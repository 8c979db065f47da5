package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeyHasher;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads one table's log: of a stretch of time, the last changes, or the changes of one item.
 *
 * <p>Each change is given once, whatever was delivered twice. What can't be read is given as gaps; what was never
 * written is for {@link LogContinuity} to say.
 */
public final class ChangeLogReader {

    private final String table;
    private final ChangeLogIndex index;
    private final ObjectStore bucket;

    /** A reader of the table's segments in {@code bucket}. */
    public ChangeLogReader(String table, ChangeLogIndex index, ObjectStore bucket) {
        this.table = table;
        this.index = index;
        this.bucket = bucket;
    }

    /**
     * Hands over every wanted change that is stamped within {@code span}, in order within a shard, and between shards in
     * no order: who needs the order of one item's changes compares their {@link ChangePosition}s.
     *
     * @throws ForeignSegmentException when the index gives a segment of another table
     */
    public LogReading read(TimeSpan span, ChangeSelection selection, Consumer<Change> changes) {
        return read(index.segments(table, span), span, selection, changes);
    }

    /** As {@link #read(TimeSpan, ChangeSelection, Consumer)}, from segments that were looked up before. */
    public LogReading read(
            List<SegmentEntry> entries, TimeSpan span, ChangeSelection selection, Consumer<Change> changes) {
        SegmentStore segments = new SegmentStore(table, bucket);
        Tally tally = new Tally();
        Consumer<Change> wanted = change -> {
            if (span.contains(change.at()) && selection.wants(change)) {
                tally.changes++;
                changes.accept(change);
            }
        };
        for (List<SegmentEntry> lane : lanes(entries)) {
            tally.repeated += new SegmentMerge(segments, lane).read(wanted);
        }
        return new LogReading(tally.changes, tally.repeated, segments.opened(), segments.gaps());
    }

    /** The last changes of the table within {@code span}, at most {@code most} of them, the newest first. */
    public LatestChanges last(int most, TimeSpan span) {
        return last(most, span, ChangeSelection.ALL);
    }

    /** The last of the wanted changes of the table within {@code span}, at most {@code most} of them, the newest first. */
    public LatestChanges last(int most, TimeSpan span, ChangeSelection selection) {
        return latest(most, span, entry -> true, selection);
    }

    /** The last changes of one item within {@code span}, given its key attributes; only what may hold them is read. */
    public LatestChanges ofKey(Item keys, int most, TimeSpan span) {
        long hash = new KeyHasher(index.hashKey(table)).hash(keys);
        return latest(
                most,
                span,
                entry -> entry.keys().mayHold(hash),
                change -> change.keys().equals(keys));
    }

    private LatestChanges latest(int most, TimeSpan span, Predicate<SegmentEntry> mayHold, ChangeSelection selection) {
        SegmentStore segments = new SegmentStore(table, bucket);
        LatestFirst latest = new LatestFirst(most);
        index.newestFirst(table, span, entry -> {
            if (latest.isFullWithout(entry.newest())) {
                return false;
            }
            if (mayHold.test(entry)) {
                new SegmentMerge(segments, List.of(entry)).read(change -> {
                    if (span.contains(change.at()) && selection.wants(change)) {
                        latest.add(change);
                    }
                });
            }
            return true;
        });
        return new LatestChanges(latest.changes(), segments.opened(), segments.gaps());
    }

    /**
     * What has to be merged together: the segments of a shard, or of a whole stream where some name no shard, since the
     * same change may then be in both.
     */
    private static Iterable<List<SegmentEntry>> lanes(List<SegmentEntry> entries) {
        Map<String, Boolean> unnamed = entries.stream()
                .collect(Collectors.toMap(
                        SegmentEntry::stream,
                        entry -> entry.shard().equals(ChangePosition.UNNAMED_SHARD),
                        Boolean::logicalOr));
        return entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> Boolean.TRUE.equals(unnamed.get(entry.stream()))
                                ? entry.stream()
                                : entry.stream() + "/" + entry.shard(),
                        TreeMap::new,
                        Collectors.toList()))
                .values();
    }

    private static final class Tally {
        private long changes;
        private long repeated;
    }
}
