package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangeSelection;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.LogContinuity;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.LogObservations;
import dev.dynamorecovery.core.changelog.LogSlices;
import dev.dynamorecovery.core.changelog.StreamObserver;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The change log of one table, by its index, its segments and its stream.
 *
 * @param segments the log's bucket
 * @param streams looks at what the stream holds that the log does not
 * @param retention how long the log is kept
 */
public record IndexedTableLog(
        String table,
        ChangeLogIndex index,
        ObjectStore segments,
        StreamObserver streams,
        LogDelivery delivery,
        Duration retention,
        Supplier<Instant> now)
        implements TableLog {

    @Override
    public List<Gap> gaps(TimeSpan span) {
        Instant asked = now.get();
        return LogContinuity.gaps(LogObservations.of(table, index, streams), span, delivery, retention, asked);
    }

    @Override
    public List<TimeSpan> slices(TimeSpan span, int mostChanges) {
        return LogSlices.of(index.segments(table, span), span, mostChanges);
    }

    @Override
    public List<Gap> read(TimeSpan span, Consumer<Change> changes) {
        return new ChangeLogReader(table, index, segments)
                .read(span, ChangeSelection.ALL, changes)
                .gaps();
    }
}
