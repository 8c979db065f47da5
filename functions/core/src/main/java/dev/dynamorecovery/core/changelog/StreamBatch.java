package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.json.JsonBytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One batch of a DynamoDB stream as Lambda delivers it, read up to the first record that can't be logged.
 *
 * <p>Lambda names the batch's shard only where the event source mapping has a tumbling window.
 */
final class StreamBatch {

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private final JsonBytes json;
    private final Function<String, HashKey> hashKeys;
    private final StreamRecord record;
    private final Map<Long, SegmentEncoder> hours = new LinkedHashMap<>();
    private @Nullable SegmentEncoder hour;
    private long currentHour = -1;
    private boolean hasRecords;
    private boolean windowed;
    private String shard = ChangePosition.UNNAMED_SHARD;
    private String streamArn = "";
    private @Nullable StreamName stream;
    private @Nullable HashKey hashKey;
    private int count;
    private long firstMicros;
    private long lastMicros;
    private long newestMicros;
    private String lastSequence = "";
    private @Nullable UnloggedRecord unlogged;
    private byte[] unloggedJson = new byte[0];

    private StreamBatch(byte[] event, Function<String, HashKey> hashKeys) {
        this.json = new JsonBytes(event);
        this.record = new StreamRecord(json);
        this.hashKeys = hashKeys;
    }

    /**
     * Reads an event.
     *
     * @param hashKeys the secret key of each table's log
     */
    static StreamBatch read(byte[] event, Function<String, HashKey> hashKeys) {
        StreamBatch batch = new StreamBatch(event, hashKeys);
        try {
            batch.event();
        } catch (IllegalArgumentException malformed) {
            throw refused(malformed.getMessage(), malformed);
        }
        if (!batch.hasRecords) {
            throw refused("it has no field Records", null);
        }
        return batch;
    }

    private void event() {
        json.expect('{');
        if (!json.take('}')) {
            do {
                json.string();
                if (json.is("Records")) {
                    json.expect(':');
                    hasRecords = true;
                    records();
                } else if (json.is("shardId")) {
                    json.expect(':');
                    json.string();
                    shard = json.text();
                } else {
                    windowed |= json.is("window") || json.is("state");
                    json.expect(':');
                    json.skip();
                }
            } while (json.take(','));
            json.expect('}');
        }
        json.endOfInput();
    }

    private void records() {
        json.expect('[');
        if (!json.take(']')) {
            do {
                if (unlogged == null) {
                    record();
                } else {
                    json.skip();
                }
            } while (json.take(','));
            json.expect(']');
        }
    }

    private void record() {
        int from = json.position();
        try {
            record.read();
        } catch (IllegalArgumentException malformed) {
            isolate(from, malformed.getMessage());
            return;
        }
        named(record.streamArn());
        String defect = record.defect();
        if (defect != null) {
            isolate(from, defect);
            return;
        }
        if (count > 0 && ChangePosition.compareSequences(record.sequence(), lastSequence) <= 0) {
            throw refused("its records are not in the order of their sequence numbers", null);
        }
        add();
    }

    private void add() {
        long micros = record.atMicros();
        long of = micros / MICROS_PER_HOUR;
        SegmentEncoder encoder = hour;
        if (encoder == null || of != currentHour) {
            encoder = hours.computeIfAbsent(of, any -> new SegmentEncoder(hashKey()));
            hour = encoder;
            currentHour = of;
        }
        try {
            encoder.add(record);
        } catch (IllegalArgumentException malformed) {
            throw refused(malformed.getMessage(), malformed);
        }
        firstMicros = count == 0 ? micros : firstMicros;
        newestMicros = count == 0 ? micros : Math.max(newestMicros, micros);
        lastMicros = micros;
        lastSequence = record.sequence();
        count++;
    }

    /** The record is skipped as a whole: an event that can't even be skipped is refused. */
    private void isolate(int from, @Nullable String cause) {
        json.moveTo(from);
        json.skip();
        int to = json.position();
        json.moveTo(from);
        try {
            record.readIdentity();
        } catch (IllegalArgumentException unidentified) {
            throw refused("a record can't be read and does not tell its sequence number", unidentified);
        }
        json.moveTo(to);
        named(record.streamArn());
        if (record.sequence().isEmpty()) {
            throw refused("a record lacks its sequence number, without which Lambda can't isolate it", null);
        }
        unlogged = new UnloggedRecord(
                record.sequence(),
                record.atMicros() < 0
                        ? java.util.Optional.empty()
                        : java.util.Optional.of(SegmentEncoder.instant(record.atMicros())),
                cause == null ? "it can't be read" : cause);
        unloggedJson = Arrays.copyOfRange(json.bytes(), from, to);
    }

    private void named(String arn) {
        if (stream == null) {
            stream = StreamName.of(arn);
            streamArn = arn;
        } else if (!streamArn.equals(arn)) {
            throw refused("its records are of more than one stream", null);
        }
    }

    private HashKey hashKey() {
        HashKey key = hashKey;
        if (key == null) {
            key = hashKeys.apply(source().table());
            hashKey = key;
        }
        return key;
    }

    /** Where the batch comes from. Refused for a batch without records, which names no stream. */
    SegmentSource source() {
        StreamName name = stream;
        if (name == null) {
            throw new IllegalStateException("A batch without records has no source: ask isEmpty first");
        }
        return new SegmentSource(name.table(), name.label(), shard);
    }

    boolean isEmpty() {
        return stream == null;
    }

    /** How many changes can be logged. */
    int count() {
        return count;
    }

    boolean windowed() {
        return windowed;
    }

    Iterable<SegmentEncoder> segments() {
        return hours.values();
    }

    /** How far the shard is logged once the segments are. */
    Checkpoint checkpoint(Instant now) {
        SegmentSource source = source();
        return new Checkpoint(
                source.table(),
                source.stream(),
                source.shard(),
                SegmentEncoder.instant(firstMicros),
                now,
                lastSequence,
                SegmentEncoder.instant(lastMicros),
                now);
    }

    Instant newestChange() {
        return SegmentEncoder.instant(newestMicros);
    }

    @Nullable
    UnloggedRecord unlogged() {
        return unlogged;
    }

    byte[] unloggedJson() {
        return unloggedJson;
    }

    private static MalformedStreamEvent refused(@Nullable String why, @Nullable Throwable cause) {
        return new MalformedStreamEvent(
                "The event is not a batch of a DynamoDB stream: " + why
                        + "; invoke this function by an event source mapping only",
                cause);
    }
}
