package dev.dynamorecovery.aws.changelog;

import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.GapIdentity;
import dev.dynamorecovery.core.changelog.KeyFilter;
import dev.dynamorecovery.core.changelog.SegmentEntry;
import dev.dynamorecovery.core.item.ItemHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of the index table. Their keys are {@code partition} and {@code position}; instants within positions have a
 * fixed width, so that they sort as time does.
 */
final class IndexItem {

    static final String PARTITION = "partition";
    static final String POSITION = "position";
    static final String EXPIRES_AT = "expiresAt";

    /** Sorts by value as text: two digits of length before the number. */
    static final String LAST_SEQUENCE = "lastSequence";

    static final String LOGGED_AT = "loggedAt";
    static final String FIRST_CHANGE = "firstChange";
    static final String FIRST_LOGGED_AT = "firstLoggedAt";
    static final String NEWEST_CHANGE = "newestChange";
    static final String FROM = "from";
    static final String UNTIL = "until";
    static final String KEY_FILTER = "keyFilter";

    /** What a segment's item has beside its key filter. */
    static final String SEGMENT_WITHOUT_FILTER =
            "#partition, #position, #stream, #shard, oldest, newest, firstSequence, lastSequence, changeCount,"
                    + " sizeBytes, sha256, digestChange, writtenAt";

    private static final DateTimeFormatter FIXED_WIDTH =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, AttributeValue> attributes;

    IndexItem(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    static String segments(String table, LocalDate date) {
        return table + "#" + date;
    }

    static String checkpoints(String table) {
        return table + "#checkpoints";
    }

    static String gaps(String table) {
        return table + "#gaps";
    }

    static String hashKey(String table) {
        return table + "#hash-key";
    }

    /** The instant as it sorts. What lies outside of four-digit years after 1970 is taken for their ends. */
    static String sortable(Instant instant) {
        Instant bounded = instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.isAfter(LATEST) ? LATEST : instant;
        return FIXED_WIDTH.format(bounded);
    }

    static String sortable(String sequence) {
        return "%02d:%s".formatted(sequence.length(), sequence);
    }

    static Map<String, AttributeValue> of(SegmentEntry entry, Instant expiresAt) {
        Map<String, AttributeValue> item = key(
                segments(entry.table(), entry.newest().atZone(ZoneOffset.UTC).toLocalDate()),
                sortable(entry.newest()) + "#" + entry.objectKey());
        item.put("stream", text(entry.stream()));
        item.put("shard", text(entry.shard()));
        item.put("oldest", text(entry.oldest().toString()));
        item.put("newest", text(entry.newest().toString()));
        item.put("firstSequence", text(entry.firstSequence()));
        item.put("lastSequence", text(entry.lastSequence()));
        item.put("changeCount", number(entry.changeCount()));
        item.put("sizeBytes", number(entry.sizeBytes()));
        item.put("sha256", text(entry.sha256()));
        item.put("digestChange", text(entry.digestChange().toString()));
        item.put(
                KEY_FILTER,
                AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(entry.keys().bits())));
        item.put("writtenAt", text(entry.writtenAt().toString()));
        item.put(EXPIRES_AT, number(expiresAt.getEpochSecond()));
        return item;
    }

    SegmentEntry segment() {
        String partition = required(PARTITION);
        @Nullable AttributeValue filter = attributes.get(KEY_FILTER);
        return new SegmentEntry(
                partition.substring(0, partition.lastIndexOf('#')),
                required("stream"),
                required("shard"),
                required(POSITION).substring(required(POSITION).indexOf('#') + 1),
                instant("oldest"),
                instant("newest"),
                required("firstSequence"),
                required("lastSequence"),
                Integer.parseInt(requiredNumber("changeCount")),
                Long.parseLong(requiredNumber("sizeBytes")),
                required("sha256"),
                ItemHash.ofHex(required("digestChange")),
                filter == null ? KeyFilter.ANY : new KeyFilter(filter.b().asByteArrayUnsafe()),
                instant("writtenAt"));
    }

    static Map<String, AttributeValue> keyOf(Checkpoint checkpoint) {
        return key(checkpoints(checkpoint.table()), checkpoint.stream() + "#" + checkpoint.shard());
    }

    Checkpoint checkpoint() {
        String partition = required(PARTITION);
        String[] shard = required(POSITION).split("#", 2);
        return new Checkpoint(
                partition.substring(0, partition.lastIndexOf('#')),
                shard[0],
                shard[1],
                instant(FIRST_CHANGE),
                instant(FIRST_LOGGED_AT),
                required(LAST_SEQUENCE).substring(3),
                instant(NEWEST_CHANGE),
                instant(LOGGED_AT));
    }

    /** Where the item's checkpoint stands, as it sorts. */
    String lastSequence() {
        return required(LAST_SEQUENCE);
    }

    static Map<String, AttributeValue> of(GapIdentity identity, Gap gap) {
        Map<String, AttributeValue> item = key(
                gaps(gap.table()),
                UUID.nameUUIDFromBytes(identity.text().getBytes(StandardCharsets.UTF_8))
                        .toString());
        item.put(FROM, text(gap.from().toString()));
        item.put(UNTIL, text(gap.until().toString()));
        item.put("cause", text(gap.cause().name()));
        item.put("detail", text(gap.detail()));
        return item;
    }

    Gap gap() {
        String partition = required(PARTITION);
        return new Gap(
                partition.substring(0, partition.lastIndexOf('#')),
                instant(FROM),
                instant(UNTIL),
                GapCause.valueOf(required("cause")),
                required("detail"));
    }

    static Map<String, AttributeValue> key(String partition, String position) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        key.put(PARTITION, text(partition));
        key.put(POSITION, text(position));
        return key;
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private Instant instant(String name) {
        return Instant.parse(required(name));
    }

    String required(String name) {
        return value(name, value(name).s());
    }

    private String requiredNumber(String name) {
        return value(name, value(name).n());
    }

    private AttributeValue value(String name) {
        return value(name, attributes.get(name));
    }

    private static <T> T value(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("An item of the change log's index lacks '" + name
                    + "', or has it of another type: only this software may write into that table");
        }
        return value;
    }
}
