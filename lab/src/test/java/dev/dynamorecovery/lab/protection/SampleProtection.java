package dev.dynamorecovery.lab.protection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of a stack, and the key of its orders, for tests. */
public final class SampleProtection {

    /** The settings that the template has by default. */
    public static final MappingSettings SETTINGS = settings(MappingSettings.EVERY_CHANGE);

    /** The key of the orders, the partition key first. */
    public static final Map<String, String> KEY = key();

    private SampleProtection() {}

    /** Settings that leave changes out. */
    public static MappingSettings filtered() {
        return settings("{\"eventName\":[\"INSERT\"]}");
    }

    private static MappingSettings settings(String filterPattern) {
        return new MappingSettings(
                "arn:aws:lambda:us-east-1:123456789012:function:logger:live",
                "arn:aws:sqs:us-east-1:123456789012:lost",
                10_000,
                10,
                1,
                20,
                82_800,
                true,
                true,
                900,
                filterPattern);
    }

    private static Map<String, String> key() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("userId", "S");
        key.put("orderId", "S");
        return Collections.unmodifiableMap(key);
    }
}
