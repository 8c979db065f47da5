package dev.dynamorecovery.aws.scan;

import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.verification.TableKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Asks DynamoDB for the keys of tables. */
public final class DynamoDbTableKeys implements TableKeys {

    private final DynamoDbClient client;

    /** The keys of the tables that the client reaches. */
    public DynamoDbTableKeys(DynamoDbClient client) {
        this.client = client;
    }

    @Override
    public KeySchema of(String table) {
        return of(client.describeTable(request -> request.tableName(table)).table());
    }

    /** The keys of a table that was described already. */
    public static KeySchema of(TableDescription table) {
        List<KeySchemaElement> elements = table.keySchema();
        String partitionKey = named(elements, KeyType.HASH);
        if (partitionKey == null) {
            throw new IllegalStateException("Table " + table.tableName() + " has no partition key in its description");
        }
        return new KeySchema(partitionKey, named(elements, KeyType.RANGE));
    }

    private static @Nullable String named(List<KeySchemaElement> elements, KeyType type) {
        return elements.stream()
                .filter(element -> element.keyType() == type)
                .map(KeySchemaElement::attributeName)
                .findFirst()
                .orElse(null);
    }
}
