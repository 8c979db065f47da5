package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.control.KillSwitch;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The kill switch as an item of the control table: while it is there, automation stands still. */
public final class DynamoDbKillSwitch implements KillSwitch {

    /** No group can have this name. */
    private static final String ALL_GROUPS = "*";

    private static final String POSITION = "automation";

    private final ControlTable table;

    public DynamoDbKillSwitch(DynamoDbClient client, String table) {
        this.table = new ControlTable(client, table);
    }

    @Override
    public Optional<Stop> stopped() {
        return table.read(ALL_GROUPS, POSITION, Stop.class);
    }

    @Override
    public void stop(Stop stop) {
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(ControlItem.document(ALL_GROUPS, POSITION, stop))
                            .conditionExpression("attribute_not_exists(#document)")
                            .expressionAttributeNames(Map.of("#document", ControlItem.DOCUMENT)));
        } catch (ConditionalCheckFailedException stoppedBefore) {
            // The first who stopped it stays named.
            return;
        }
    }

    @Override
    public void release() {
        table.client()
                .deleteItem(request -> request.tableName(table.name()).key(ControlItem.key(ALL_GROUPS, POSITION)));
    }
}
