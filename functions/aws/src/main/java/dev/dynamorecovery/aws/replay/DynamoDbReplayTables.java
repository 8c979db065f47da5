package dev.dynamorecovery.aws.replay;

import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.replay.request.ReplayTable;
import dev.dynamorecovery.core.replay.request.ReplayTables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.RestoreSummary;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Looks at the tables that a replay concerns. */
public final class DynamoDbReplayTables implements ReplayTables {

    private final DynamoDbClient dynamoDb;

    /** The tables that the client reaches. */
    public DynamoDbReplayTables(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @Override
    public ReplayTable observe(String table) {
        try {
            return found(
                    dynamoDb.describeTable(request -> request.tableName(table)).table());
        } catch (ResourceNotFoundException noSuchTable) {
            return new ReplayTable.Missing();
        }
    }

    private ReplayTable found(TableDescription table) {
        Map<String, String> names = new HashMap<>();
        for (KeySchemaElement element : table.keySchema()) {
            names.put(element.keyTypeAsString(), element.attributeName());
        }
        @Nullable String partitionKey = names.get(KeyType.HASH.toString());
        if (partitionKey == null) {
            throw new IllegalStateException("Table " + table.tableName() + " has no partition key in its description");
        }
        Map<String, String> keyTypes = new HashMap<>();
        table.attributeDefinitions().stream()
                .filter(definition -> names.containsValue(definition.attributeName()))
                .forEach(definition -> keyTypes.put(definition.attributeName(), definition.attributeTypeAsString()));
        return new ReplayTable.Found(
                table.tableArn(),
                table.tableStatusAsString(),
                table.creationDateTime(),
                new KeySchema(partitionKey, names.get(KeyType.RANGE.toString())),
                keyTypes,
                TableTags.of(dynamoDb, table.tableArn()),
                Optional.ofNullable(table.restoreSummary()).map(DynamoDbReplayTables::origin));
    }

    private static ReplayTable.Origin origin(RestoreSummary restore) {
        return new ReplayTable.Origin(
                restore.sourceTableArn(),
                restore.restoreDateTime(),
                restore.sourceBackupArn() != null,
                Boolean.TRUE.equals(restore.restoreInProgress()));
    }
}
