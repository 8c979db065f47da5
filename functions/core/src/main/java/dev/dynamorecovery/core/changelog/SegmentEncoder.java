package dev.dynamorecovery.core.changelog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.ImageHasher;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.KeyHasher;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Gathers the changes of one hour of one batch as a segment: gzip over lines of JSON, each a record of DynamoDB's
 * incremental export with the sequence number beside the write time.
 *
 * <pre>
 * {"Metadata":{"WriteTimestampMicros":{"N":"…"},"SequenceNumber":{"S":"…"},"Principal":{"S":"…"}},"Keys":{…},"OldImage":{…},"NewImage":{…}}
 * </pre>
 *
 * <p>{@code Principal} is there only where the service itself deleted an expired item.
 */
final class SegmentEncoder {

    private static final byte[] TIME = "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"".getBytes(US_ASCII);
    private static final byte[] SEQUENCE = "\"},\"SequenceNumber\":{\"S\":\"".getBytes(US_ASCII);
    private static final byte[] PRINCIPAL =
            ("\"},\"Principal\":{\"S\":\"" + StreamRecord.TIME_TO_LIVE_PRINCIPAL).getBytes(US_ASCII);
    private static final byte[] KEYS = "\"}},\"Keys\":".getBytes(US_ASCII);
    private static final byte[] OLD_IMAGE = ",\"OldImage\":".getBytes(US_ASCII);
    private static final byte[] NEW_IMAGE = ",\"NewImage\":".getBytes(US_ASCII);
    private static final byte[] END = "}\n".getBytes(US_ASCII);

    private final GzipBytes lines = new GzipBytes();
    private final ImageHasher images;
    private final KeyHasher keyHasher;
    private long[] keys = new long[256];
    private int count;
    private String firstSequence = "";
    private String lastSequence = "";
    private long oldestMicros = Long.MAX_VALUE;
    private long newestMicros = Long.MIN_VALUE;
    private ItemHash digestChange = ItemHash.ZERO;

    SegmentEncoder(HashKey key) {
        this.images = new ImageHasher(key);
        this.keyHasher = new KeyHasher(key);
    }

    /** Adds a change; changes come in the order of their sequence numbers. */
    void add(StreamRecord change) {
        line(change);
        if (count == 0) {
            firstSequence = change.sequence();
        }
        lastSequence = change.sequence();
        oldestMicros = Math.min(oldestMicros, change.atMicros());
        newestMicros = Math.max(newestMicros, change.atMicros());
        if (change.before().isPresent()) {
            digestChange = digestChange.minus(images.hash(change.before().item()));
        }
        if (change.after().isPresent()) {
            digestChange = digestChange.plus(images.hash(change.after().item()));
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = keyHasher.hash(change.keys().item());
    }

    private void line(StreamRecord change) {
        GrowingBytes out = lines.pending();
        out.putBytes(TIME);
        out.putBytes(Long.toString(change.atMicros()).getBytes(US_ASCII));
        out.putBytes(SEQUENCE);
        out.putBytes(change.sequence().getBytes(US_ASCII));
        if (change.byTimeToLive()) {
            out.putBytes(PRINCIPAL);
        }
        out.putBytes(KEYS);
        change.keys().writeJson(out);
        if (change.before().isPresent()) {
            out.putBytes(OLD_IMAGE);
            change.before().writeJson(out);
        }
        if (change.after().isPresent()) {
            out.putBytes(NEW_IMAGE);
            change.after().writeJson(out);
        }
        out.putBytes(END);
        lines.flush();
    }

    /** The segment, which ends here. */
    EncodedSegment finish(SegmentSource source, Instant now) {
        byte[] content = lines.finish();
        String sha256 = Sha256.hex(content);
        Instant oldest = instant(oldestMicros);
        return new EncodedSegment(
                new SegmentEntry(
                        source.table(),
                        source.stream(),
                        source.shard(),
                        SegmentPath.of(source, oldest, firstSequence, lastSequence, count, sha256),
                        oldest,
                        instant(newestMicros),
                        firstSequence,
                        lastSequence,
                        count,
                        content.length,
                        sha256,
                        digestChange,
                        KeyFilter.of(keys, count),
                        now),
                content);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
