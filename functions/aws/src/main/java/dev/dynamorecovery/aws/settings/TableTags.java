package dev.dynamorecovery.aws.settings;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;

/** Reads the tags of a table, over as many pages as there are. */
public final class TableTags {

    private TableTags() {}

    public static Map<String, String> of(DynamoDbClient dynamoDb, String tableArn) {
        var tags = new TreeMap<String, String>();
        @Nullable String from = null;
        do {
            var page = page(dynamoDb, tableArn, from);
            page.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
            from = page.nextToken();
        } while (from != null);
        return tags;
    }

    private static ListTagsOfResourceResponse page(DynamoDbClient dynamoDb, String tableArn, @Nullable String from) {
        return dynamoDb.listTagsOfResource(
                request -> request.resourceArn(tableArn).nextToken(from));
    }
}
