package dev.dynamorecovery.gate;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the control record from the replica of the control table in this Region. */
public final class DynamoDbControlReader implements ControlReader {

    private static final String ATTRIBUTES = "epoch, servingRegion, fencedRegions, leaseSeconds";

    private final DynamoDbClient client;
    private final String table;
    private final String group;

    /**
     * @param client one of its own, without the gate, with short timeouts
     * @param table the control table
     * @param group the failover group, as its plan is named
     */
    public DynamoDbControlReader(DynamoDbClient client, String table, String group) {
        this.client = client;
        this.table = table;
        this.group = group;
    }

    @Override
    public ControlReading read(Moment startedAt) {
        Map<String, AttributeValue> item = client.getItem(request -> request.tableName(table)
                        .key(Map.of("group", AttributeValue.fromS(group), "position", AttributeValue.fromS("control")))
                        .projectionExpression(ATTRIBUTES)
                        .consistentRead(true))
                .item();
        return new ControlReading(
                startedAt,
                Long.parseLong(attribute(item, "epoch").n()),
                attribute(item, "servingRegion").s(),
                item.containsKey("fencedRegions")
                        ? Set.copyOf(attribute(item, "fencedRegions").ss())
                        : Set.of(),
                Duration.ofSeconds(
                        Long.parseLong(attribute(item, "leaseSeconds").n())));
    }

    private AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("the control record of group " + group + " in table " + table + " has no "
                    + name + ": enrol the group, or check both names");
        }
        return value;
    }
}
