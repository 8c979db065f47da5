package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangeSelection;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.LogContinuity;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.LogObservations;
import dev.dynamorecovery.core.changelog.LogSlices;
import dev.dynamorecovery.core.changelog.SegmentEntry;
import dev.dynamorecovery.core.changelog.StreamObserver;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The change log in its segments and their index.
 *
 * @param bucket where the segments lie
 * @param delivery how Lambda delivers the streams
 * @param retention how long changes are kept
 */
public record SegmentReplayLog(
        ChangeLogIndex index, ObjectStore bucket, StreamObserver streams, LogDelivery delivery, Duration retention)
        implements ReplayLog {

    @Override
    public List<Gap> gaps(String table, TimeSpan span, Instant now) {
        return LogContinuity.gaps(LogObservations.of(table, index, streams), span, delivery, retention, now);
    }

    @Override
    public List<ReplaySlice> slices(String table, TimeSpan span, int mostChanges) {
        List<SegmentEntry> entries = index.segments(table, span);
        return LogSlices.of(entries, span, mostChanges).stream()
                .map(slice -> slice(slice, entries))
                .toList();
    }

    private static ReplaySlice slice(TimeSpan span, List<SegmentEntry> entries) {
        List<SegmentEntry> within = entries.stream()
                .filter(entry ->
                        entry.oldest().isBefore(span.until()) && !entry.newest().isBefore(span.from()))
                .toList();
        return new ReplaySlice(
                span,
                within.stream().mapToLong(SegmentEntry::changeCount).sum(),
                within.stream().mapToLong(SegmentEntry::sizeBytes).sum());
    }

    @Override
    public List<Gap> read(String table, TimeSpan span, Consumer<Change> changes) {
        return new ChangeLogReader(table, index, bucket)
                .read(span, ChangeSelection.ALL, changes)
                .gaps();
    }
}
