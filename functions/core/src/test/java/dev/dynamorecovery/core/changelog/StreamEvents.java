package dev.dynamorecovery.core.changelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of a DynamoDB stream as Lambda delivers them, made of changes. */
public final class StreamEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StreamEvents() {}

    /** The event of one batch; all changes are of one shard. The shard is told where it has a name. */
    public static byte[] of(String table, List<Change> changes) {
        return bytes(document(table, changes));
    }

    /** The event's document, to be spoilt before it is made into {@link #bytes}. */
    public static Map<String, Object> document(String table, List<Change> changes) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(
                "Records",
                changes.stream()
                        .map(change -> record(table, change))
                        .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new)));
        if (!changes.isEmpty() && !changes.getFirst().position().shard().equals(ChangePosition.UNNAMED_SHARD)) {
            event.put("shardId", changes.getFirst().position().shard());
            event.put("eventSourceARN", arn(table, changes.getFirst().position().stream()));
            event.put("window", Map.of("start", "2026-11-22T10:00:00Z", "end", "2026-11-22T10:15:00Z"));
            event.put("state", Map.of());
            event.put("isFinalInvokeForWindow", false);
        }
        return event;
    }

    /** The JSON of an event's document. */
    public static byte[] bytes(Map<String, Object> event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An event has no JSON", impossible);
        }
    }

    /** One record as Lambda delivers it. */
    public static Map<String, Object> record(String table, Change change) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ApproximateCreationDateTime", epochSeconds(change.at()));
        data.put("Keys", item(change.keys()));
        @Nullable Item after = change.after();
        if (after != null) {
            data.put("NewImage", item(after));
        }
        @Nullable Item before = change.before();
        if (before != null) {
            data.put("OldImage", item(before));
        }
        data.put("SequenceNumber", change.position().sequence());
        data.put("SizeBytes", 59);
        data.put("StreamViewType", "NEW_AND_OLD_IMAGES");
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("eventID", "id-" + change.position().sequence());
        record.put("eventName", before == null ? "INSERT" : after == null ? "REMOVE" : "MODIFY");
        record.put("eventVersion", "1.1");
        record.put("eventSource", "aws:dynamodb");
        record.put("awsRegion", "us-east-1");
        record.put("dynamodb", data);
        if (change.origin() == ChangeOrigin.TIME_TO_LIVE) {
            record.put("userIdentity", Map.of("type", "Service", "principalId", "dynamodb.amazonaws.com"));
        }
        record.put("eventSourceARN", arn(table, change.position().stream()));
        return record;
    }

    private static String arn(String table, String stream) {
        return "arn:aws:dynamodb:us-east-1:123456789012:table/" + table + "/stream/" + stream;
    }

    private static BigDecimal epochSeconds(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond())
                .add(BigDecimal.valueOf(at.getNano() / 1000, 6))
                .stripTrailingZeros();
    }

    /** An item in DynamoDB's JSON. */
    public static Map<String, Object> item(Item item) {
        return entries(item.attributes());
    }

    private static Map<String, Object> entries(Map<String, AttributeValue> attributes) {
        Map<String, Object> json = new LinkedHashMap<>();
        attributes.forEach((name, value) -> json.put(name, value(value)));
        return json;
    }

    private static Map<String, Object> value(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> Map.of("S", text.value());
            case AttributeValue.Numeric number -> Map.of("N", number.value());
            case AttributeValue.Binary binary -> Map.of("B", base64(binary.value()));
            case AttributeValue.Bool bool -> Map.of("BOOL", bool.value());
            case AttributeValue.Null ignored -> Map.of("NULL", true);
            case AttributeValue.ListOf list ->
                Map.of("L", list.values().stream().map(StreamEvents::value).toList());
            case AttributeValue.MapOf map -> Map.of("M", entries(map.entries()));
            case AttributeValue.TextSet set -> Map.of("SS", set.values());
            case AttributeValue.NumericSet set -> Map.of("NS", set.values());
            case AttributeValue.BinarySet set ->
                Map.of("BS", set.values().stream().map(StreamEvents::base64).toList());
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
