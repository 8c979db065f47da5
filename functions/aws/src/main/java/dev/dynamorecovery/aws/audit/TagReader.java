package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.aws.settings.TableTags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;

/** Reads the tags of tables, without those that AWS itself sets. */
final class TagReader {

    private static final String SET_BY_AWS = "aws:";

    private final ResourceGroupsTaggingApiClient tagging;
    private final DynamoDbClient dynamoDb;
    private final TableArns arns;

    TagReader(ResourceGroupsTaggingApiClient tagging, DynamoDbClient dynamoDb, TableArns arns) {
        this.tagging = tagging;
        this.dynamoDb = dynamoDb;
        this.arns = arns;
    }

    /** All tables together, a hundred to a call; it does not name tables that never had a tag. */
    ByTable<Map<String, String>> all() {
        return ByTable.all(Look.at("tag:GetResources", this::read), Map.of());
    }

    /** Each table when it is asked for, from DynamoDB itself: tags that were just set are there. */
    ByTable<Map<String, String>> each() {
        return table ->
                Look.at("dynamodb:ListTagsOfResource", () -> withoutOthers(TableTags.of(dynamoDb, arns.of(table))));
    }

    private Map<String, Map<String, String>> read() {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        tagging.getResourcesPaginator(
                        request -> request.resourceTypeFilters("dynamodb:table").resourcesPerPage(100))
                .resourceTagMappingList()
                .forEach(mapping -> arns.table(mapping.resourceARN())
                        .ifPresent(table -> tables.put(
                                table,
                                withoutOthers(
                                        mapping.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))))));
        return tables;
    }

    private static Map<String, String> withoutOthers(Map<String, String> tags) {
        return tags.entrySet().stream()
                .filter(tag -> !tag.getKey().startsWith(SET_BY_AWS))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
