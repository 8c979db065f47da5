package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.json.ItemJson;
import dev.dynamorecovery.core.json.JsonBytes;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One record of a stream, read where it lies in the event. The next one is read into the same object: thousands come at
 * once, and most of each is copied as it is.
 */
final class StreamRecord {

    private static final String BOTH_IMAGES = "NEW_AND_OLD_IMAGES";
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    /** The service that deletes expired items names itself so. */
    static final String TIME_TO_LIVE_PRINCIPAL = "dynamodb.amazonaws.com";

    private final JsonBytes json;
    private final GrowingBytes canonical = new GrowingBytes();
    private final ItemJson itemJson;

    private String kind = "";
    private String view = "";
    private String principal = "";
    private String streamArn = "";
    private String sequence = "";
    private long atMicros = -1;
    private final Image keys = new Image();
    private final Image before = new Image();
    private final Image after = new Image();

    StreamRecord(JsonBytes json) {
        this.json = json;
        this.itemJson = new ItemJson(json, canonical);
    }

    /** Takes the next record. Throws {@link IllegalArgumentException} when it can't be logged; what was read so far stays. */
    void read() {
        itemJson.clear();
        kind = "";
        view = "";
        principal = "";
        sequence = "";
        atMicros = -1;
        keys.clear();
        before.clear();
        after.clear();
        fields(this::field);
    }

    /** The position of the record's identity in the event is after its images, so what identifies it is looked up apart. */
    void readIdentity() {
        sequence = "";
        atMicros = -1;
        fields(() -> {
            if (json.is("dynamodb")) {
                json.expect(':');
                fields(this::identity);
            } else if (json.is("eventSourceARN")) {
                streamArn = textValue();
            } else {
                skipValue();
            }
        });
    }

    String streamArn() {
        return streamArn;
    }

    String sequence() {
        return sequence;
    }

    /** When the change was made, in microseconds since 1970; negative when the record does not say so. */
    long atMicros() {
        return atMicros;
    }

    boolean byTimeToLive() {
        return principal.equals(TIME_TO_LIVE_PRINCIPAL);
    }

    Image keys() {
        return keys;
    }

    Image before() {
        return before;
    }

    Image after() {
        return after;
    }

    /** Why the record can't be logged, in words, without any of its data; null when it can. */
    @Nullable
    String defect() {
        if (sequence.isEmpty() || atMicros < 0 || !keys.isPresent()) {
            return "it lacks its sequence number, its time or its keys";
        }
        if (!view.equals(BOTH_IMAGES)) {
            return "the stream's view type is '" + view + "': a change log needs " + BOTH_IMAGES;
        }
        boolean complete = switch (kind) {
            case "INSERT" -> after.isPresent() && !before.isPresent();
            case "MODIFY" -> after.isPresent() && before.isPresent();
            case "REMOVE" -> !after.isPresent() && before.isPresent();
            default -> false;
        };
        return complete ? null : "its images do not fit its event name";
    }

    private void field() {
        if (json.is("dynamodb")) {
            json.expect(':');
            fields(this::change);
        } else if (json.is("eventName")) {
            kind = textValue();
        } else if (json.is("eventSourceARN")) {
            json.expect(':');
            json.string();
            if (!json.is(streamArn)) {
                streamArn = json.text();
            }
        } else if (json.is("userIdentity")) {
            json.expect(':');
            userIdentity();
        } else {
            skipValue();
        }
    }

    private void userIdentity() {
        if (json.nothing()) {
            return;
        }
        fields(() -> {
            if (json.is("principalId") || json.is("PrincipalId")) {
                principal = textValue();
            } else {
                skipValue();
            }
        });
    }

    private void change() {
        if (json.is("Keys")) {
            image(keys);
        } else if (json.is("NewImage")) {
            image(after);
        } else if (json.is("OldImage")) {
            image(before);
        } else if (json.is("StreamViewType")) {
            json.expect(':');
            json.string();
            view = json.is(BOTH_IMAGES) ? BOTH_IMAGES : json.text();
        } else {
            identity();
        }
    }

    private void identity() {
        if (json.is("SequenceNumber")) {
            sequence = textValue();
        } else if (json.is("ApproximateCreationDateTime")) {
            json.expect(':');
            json.number();
            atMicros = micros();
        } else {
            skipValue();
        }
    }

    /** Epoch seconds, as a whole number, with a fraction, or with an exponent. */
    private long micros() {
        byte[] bytes = json.bytes();
        long seconds = 0;
        for (int at = json.start(); at < json.end(); at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || at - json.start() > 12) {
                return written();
            }
            seconds = seconds * 10 + digit;
        }
        return seconds * 1_000_000;
    }

    private long written() {
        String text = json.text();
        try {
            long micros = new BigDecimal(text).multiply(MICROS).longValue();
            if (text.length() <= 30 && micros >= 0) {
                return micros;
            }
        } catch (NumberFormatException notANumber) {
            throw json.malformed("a time in epoch seconds was expected");
        }
        throw json.malformed("a time after 1970 was expected");
    }

    private void image(Image image) {
        json.expect(':');
        if (json.nothing()) {
            return;
        }
        int from = canonical.length();
        int jsonFrom = json.position();
        itemJson.read();
        image.set(jsonFrom, json.position(), from, canonical.length());
    }

    private String textValue() {
        json.expect(':');
        json.string();
        return json.text();
    }

    private void skipValue() {
        json.expect(':');
        json.skip();
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

    /** An item of the record: its JSON in the event, and its canonical form. */
    final class Image {

        private int jsonFrom;
        private int jsonTo;
        private int from;
        private int to;

        private void clear() {
            jsonTo = 0;
        }

        private void set(int jsonStart, int jsonEnd, int start, int end) {
            jsonFrom = jsonStart;
            jsonTo = jsonEnd;
            from = start;
            to = end;
        }

        boolean isPresent() {
            return jsonTo > 0;
        }

        /** The item, until the next record is read. */
        Item item() {
            return Item.ofCanonical(canonical.array(), from, to - from);
        }

        /** Appends the item's JSON on one line. */
        void writeJson(GrowingBytes out) {
            OneLine.write(json.bytes(), jsonFrom, jsonTo, out);
        }
    }
}
