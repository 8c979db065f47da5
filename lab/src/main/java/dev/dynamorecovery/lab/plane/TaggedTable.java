package dev.dynamorecovery.lab.plane;

import java.util.Map;

/**
 * A table that has a tag, or had one once.
 *
 * @param tags those that it has now
 */
public record TaggedTable(String arn, Map<String, String> tags) {

    public TaggedTable {
        tags = Map.copyOf(tags);
    }
}
