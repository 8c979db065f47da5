package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.aws.scan.DynamoDbTableKeys;
import dev.dynamorecovery.core.failover.observe.TableKeys;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Key schemas as control planes told them once. They are kept in the control table: an observer that starts during an
 * outage finds them there, and asks no control plane.
 */
public final class RememberedTableKeys implements TableKeys {

    /** No group can have this name. */
    private static final String ALL_GROUPS = "*";

    private static final String POSITION = "keys#";

    private final ControlTable control;
    private final List<DynamoDbClient> asked;
    private final Map<String, KeySchema> known = new ConcurrentHashMap<>();

    /** @param asked clients of the Regions that have replicas, in the order in which they are asked */
    public RememberedTableKeys(DynamoDbClient client, String controlTable, Collection<DynamoDbClient> asked) {
        this.control = new ControlTable(client, controlTable);
        this.asked = List.copyOf(asked);
    }

    @Override
    public Optional<KeySchema> find(String table) {
        KeySchema remembered = known.get(table);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<KeySchema> found =
                control.read(ALL_GROUPS, POSITION + table, KeySchema.class).or(() -> described(table));
        found.ifPresent(schema -> known.put(table, schema));
        return found;
    }

    private Optional<KeySchema> described(String table) {
        return asked.stream()
                .map(client -> described(client, table))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Its table may not be there, or its control plane: then another Region's will do. */
    private Optional<KeySchema> described(DynamoDbClient client, String table) {
        try {
            KeySchema schema = new DynamoDbTableKeys(client).of(table);
            control.client()
                    .putItem(request -> request.tableName(control.name())
                            .item(ControlItem.document(ALL_GROUPS, POSITION + table, schema)));
            return Optional.of(schema);
        } catch (SdkException notHere) {
            return Optional.empty();
        }
    }
}
