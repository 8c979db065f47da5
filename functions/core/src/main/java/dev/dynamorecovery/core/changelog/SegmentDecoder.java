package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.digest.CorruptedDataException;
import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.json.ItemJson;
import dev.dynamorecovery.core.json.JsonBytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a segment's changes one by one: only one line is in memory beside the compressed bytes. */
final class SegmentDecoder {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final SegmentEntry entry;
    private final Lines lines;
    private int read;

    /** Throws {@link CorruptedDataException} when the content is no compressed segment. */
    SegmentDecoder(SegmentEntry entry, byte[] content) {
        this.entry = entry;
        try {
            this.lines = new Lines(new GZIPInputStream(new ByteArrayInputStream(content), BUFFER_BYTES));
        } catch (IOException e) {
            throw corrupted("it can't be decompressed", e);
        }
    }

    /** The next change, null behind the last. Throws {@link CorruptedDataException} when a line is no change. */
    @Nullable
    Change next() {
        byte @Nullable [] text = nextLine();
        if (text == null) {
            if (read != entry.changeCount()) {
                throw corrupted("it has " + read + " changes and not " + entry.changeCount(), null);
            }
            return null;
        }
        read++;
        try {
            return new Line(text).change();
        } catch (IllegalArgumentException malformed) {
            throw corrupted("its line " + read + " can't be read", malformed);
        }
    }

    private byte @Nullable [] nextLine() {
        try {
            return lines.next();
        } catch (EOFException e) {
            throw corrupted("it ends too early", e);
        } catch (IOException e) {
            throw corrupted("it can't be decompressed", e);
        }
    }

    private CorruptedDataException corrupted(String how, @Nullable Exception cause) {
        return new CorruptedDataException(
                "Segment '" + entry.objectKey() + "' is truncated or corrupted: " + how
                        + "; restore that version of the object from the bucket's versions or its replica",
                cause);
    }

    private final class Line {

        private final JsonBytes json;
        private final GrowingBytes canonical;
        private final ItemJson itemJson;
        private long atMicros = -1;
        private String sequence = "";
        private String principal = "";
        private int @Nullable [] keys;
        private int @Nullable [] before;
        private int @Nullable [] after;

        Line(byte[] text) {
            this.json = new JsonBytes(text);
            this.canonical = new GrowingBytes(text.length);
            this.itemJson = new ItemJson(json, canonical);
        }

        Change change() {
            fields(this::part);
            json.endOfInput();
            Item key = item(keys);
            if (key == null || atMicros < 0 || sequence.isEmpty()) {
                throw json.malformed("a change lacks its time, its sequence number or its keys");
            }
            return new Change(
                    new ChangePosition(entry.stream(), entry.shard(), sequence),
                    SegmentEncoder.instant(atMicros),
                    key,
                    item(before),
                    item(after),
                    principal.equals(StreamRecord.TIME_TO_LIVE_PRINCIPAL)
                            ? ChangeOrigin.TIME_TO_LIVE
                            : ChangeOrigin.WRITE);
        }

        private @Nullable Item item(int @Nullable [] extent) {
            return extent == null ? null : Item.ofCanonical(canonical.array(), extent[0], extent[1] - extent[0]);
        }

        private void part() {
            if (json.is("Metadata")) {
                json.expect(':');
                fields(this::metadata);
            } else if (json.is("Keys")) {
                keys = image();
            } else if (json.is("OldImage")) {
                before = image();
            } else if (json.is("NewImage")) {
                after = image();
            } else {
                json.expect(':');
                json.skip();
            }
        }

        private int[] image() {
            json.expect(':');
            int from = canonical.length();
            itemJson.read();
            return new int[] {from, canonical.length()};
        }

        private void metadata() {
            if (json.is("WriteTimestampMicros")) {
                atMicros = Long.parseLong(tagged("N"));
            } else if (json.is("SequenceNumber")) {
                sequence = tagged("S");
            } else if (json.is("Principal")) {
                principal = tagged("S");
            } else {
                json.expect(':');
                json.skip();
            }
        }

        private String tagged(String type) {
            json.expect(':');
            json.expect('{');
            json.string();
            if (!json.is(type)) {
                throw json.malformed("a value of type " + type + " was expected");
            }
            json.expect(':');
            json.string();
            String value = json.text();
            json.expect('}');
            return value;
        }

        private void fields(Runnable field) {
            json.expect('{');
            if (!json.take('}')) {
                do {
                    json.string();
                    field.run();
                } while (json.take(','));
                json.expect('}');
            }
        }
    }
}
