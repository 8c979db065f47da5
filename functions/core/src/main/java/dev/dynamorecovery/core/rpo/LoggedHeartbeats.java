package dev.dynamorecovery.core.rpo;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.LatestChanges;
import dev.dynamorecovery.core.changelog.SegmentEntry;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks heartbeats up in the change log. */
final class LoggedHeartbeats {

    private final ChangeLogIndex index;
    private final ObjectStore bucket;

    LoggedHeartbeats(ChangeLogIndex index, ObjectStore bucket) {
        this.index = index;
        this.bucket = bucket;
    }

    /**
     * The newest heartbeat of the span that the log holds.
     *
     * @param keys the key attributes of the heartbeat item
     */
    Found newest(String table, Item keys, TimeSpan span) {
        LatestChanges latest = new ChangeLogReader(table, index, bucket).ofKey(keys, 1, span);
        return new Found(
                latest.changes().stream()
                        .findFirst()
                        .flatMap(change -> read(change)
                                .flatMap(heartbeat -> loggedAt(table, change)
                                        .map(loggedAt -> new LoggedHeartbeat(heartbeat, loggedAt)))),
                latest.gaps());
    }

    /** When the segment that holds the change was written; the first one, where the change came twice. */
    private Optional<Instant> loggedAt(String table, Change change) {
        return index.segments(table, new TimeSpan(change.at(), change.at().plusMillis(1))).stream()
                .filter(segment -> holds(segment, change.position()))
                .map(SegmentEntry::writtenAt)
                .min(Instant::compareTo);
    }

    private static boolean holds(SegmentEntry segment, ChangePosition position) {
        return segment.stream().equals(position.stream())
                && ChangePosition.compareSequences(segment.firstSequence(), position.sequence()) <= 0
                && ChangePosition.compareSequences(segment.lastSequence(), position.sequence()) >= 0;
    }

    /** Empty for a heartbeat that was deleted, or that somebody else wrote in another form. */
    private static Optional<Heartbeat> read(Change change) {
        @Nullable Item item = change.after();
        if (item != null
                && item.attribute(Heartbeat.BEAT) instanceof AttributeValue.Numeric beat
                && item.attribute(Heartbeat.WRITTEN_AT) instanceof AttributeValue.Text writtenAt) {
            try {
                return Optional.of(new Heartbeat(Long.parseLong(beat.value()), Instant.parse(writtenAt.value())));
            } catch (NumberFormatException | DateTimeException notOurs) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** @param gaps what of the log could not be read on the way */
    record Found(Optional<LoggedHeartbeat> heartbeat, List<Gap> gaps) {}
}
