package dev.dynamorecovery.core.changelog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records that can't be logged, kept raw with the cause beside the segments: {@code {"table":…,"stream":…,"shard":…,
 * "sequence":…,"at":…,"cause":…,"record":{…}}}. They hold item data, as segments do.
 */
public final class Quarantine {

    private Quarantine() {}

    /** Where a record is kept. The same record is kept once, however often it comes. */
    public static String key(String table, String stream, String shard, String sequence) {
        return "quarantine/table=" + table + "/" + stream.replace(':', '-') + "/" + shard + "/" + sequence + ".json";
    }

    static void write(ObjectStore bucket, SegmentSource source, UnloggedRecord unlogged, byte[] recordJson) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("table", source.table());
        told.put("stream", source.stream());
        told.put("shard", source.shard());
        told.put("sequence", unlogged.sequence());
        unlogged.at().ifPresent(at -> told.put("at", at.toString()));
        told.put("cause", unlogged.cause());
        byte[] head = json(told);
        GrowingBytes out = new GrowingBytes(head.length + recordJson.length + 16);
        out.putBytes(head, 0, head.length - 1);
        out.putBytes(",\"record\":".getBytes(StandardCharsets.US_ASCII));
        out.putBytes(recordJson);
        out.putByte('}');
        bucket.write(key(source.table(), source.stream(), source.shard(), unlogged.sequence()), out.toByteArray());
    }

    private static byte[] json(Map<String, String> told) {
        try {
            return Documents.json().writeValueAsBytes(told);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A map of strings has no JSON", impossible);
        }
    }
}
