package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of a stream into the log: first the segments, then what the index knows of them, then the checkpoint.
 *
 * <p>Killed anywhere, the batch comes again; whatever was written of it before is written again or is dropped by readers.
 * A record that can't be logged is kept in the quarantine and noted as a gap; all before it is logged.
 */
public final class ChangeLogWriter {

    /** How long a stream keeps its records. */
    public static final Duration STREAM_RETENTION = Duration.ofHours(24);

    private final ChangeLogIndex index;
    private final ObjectStore bucket;
    private final Map<String, HashKey> hashKeys = new ConcurrentHashMap<>();

    /** A writer of segments into {@code bucket}. */
    public ChangeLogWriter(ChangeLogIndex index, ObjectStore bucket) {
        this.index = index;
        this.bucket = bucket;
    }

    /**
     * Logs one batch.
     *
     * @param event the event as Lambda delivers it
     * @throws MalformedStreamEvent when the event is no batch of a stream; nothing is logged then
     */
    public LoggedBatch write(byte[] event, Instant now) {
        StreamBatch batch = StreamBatch.read(event, table -> hashKeys.computeIfAbsent(table, index::hashKey));
        if (batch.isEmpty()) {
            return new LoggedBatch(Optional.empty(), 0, 0, Optional.empty(), Optional.empty(), batch.windowed());
        }
        long sizeBytes = 0;
        for (SegmentEncoder hour : batch.segments()) {
            EncodedSegment segment = hour.finish(batch.source(), now);
            bucket.write(segment.entry().objectKey(), segment.content());
            index.record(segment.entry());
            sizeBytes += segment.content().length;
        }
        if (batch.count() > 0) {
            advance(batch.checkpoint(now), now);
        }
        @Nullable UnloggedRecord unlogged = batch.unlogged();
        if (unlogged != null) {
            Quarantine.write(bucket, batch.source(), unlogged, batch.unloggedJson());
            index.record(
                    GapIdentity.ofGivenUp(batch.source().stream(), unlogged.sequence()), gap(batch, unlogged, now));
        }
        return new LoggedBatch(
                Optional.of(batch.source().table()),
                batch.count(),
                sizeBytes,
                batch.count() > 0 ? Optional.of(batch.newestChange()) : Optional.empty(),
                Optional.ofNullable(unlogged),
                batch.windowed());
    }

    /** A shard that was silent for longer than the stream keeps its records may have lost some. */
    private void advance(Checkpoint checkpoint, Instant now) {
        Instant kept = now.minus(STREAM_RETENTION);
        index.advance(checkpoint, kept).ifPresent(stale -> {
            index.record(
                    GapIdentity.ofSilence(stale),
                    new Gap(
                            checkpoint.table(),
                            stale.newestChange(),
                            kept,
                            GapCause.STREAM_TRIMMED,
                            "nothing of shard " + stale.shard()
                                    + " was logged for longer than the stream keeps its records"));
            index.advance(checkpoint, Instant.MIN);
        });
    }

    private static Gap gap(StreamBatch batch, UnloggedRecord unlogged, Instant now) {
        // The whole second, as far as Lambda tells it when it has given the record up.
        Optional<Instant> second = unlogged.at().map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        Instant from = second.orElse(batch.count() > 0 ? batch.newestChange() : now.minus(STREAM_RETENTION));
        Instant until = second.map(at -> at.plusSeconds(1)).orElse(now);
        return new Gap(
                batch.source().table(),
                from,
                until,
                GapCause.RECORDS_GIVEN_UP,
                "record %s of stream %s can't be logged: %s"
                        .formatted(unlogged.sequence(), batch.source().stream(), unlogged.cause()));
    }
}
