package dev.dynamorecovery.lab.protection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as it stands.
 *
 * @param keyTypes DynamoDB's letter for the type of each key attribute, the partition key first
 * @param stream its stream; null when it has none
 * @param pointInTimeDays how far back point-in-time recovery reaches; 0 when it is off
 * @param deletionProtected whether DynamoDB refuses to delete it
 * @param timeToLiveAttribute the attribute by which items expire; null when they do not
 * @param mappings what delivers that stream to the change log
 */
public record TableState(
        String name,
        String arn,
        String status,
        Map<String, String> keyTypes,
        @Nullable Stream stream,
        int pointInTimeDays,
        boolean deletionProtected,
        @Nullable String timeToLiveAttribute,
        Map<String, String> tags,
        List<Mapping> mappings) {

    /** @param view DynamoDB's name of what its records hold */
    public record Stream(String arn, String view) {}

    /** An event source mapping. */
    public record Mapping(String id, boolean enabled, MappingSettings settings) {}
}
