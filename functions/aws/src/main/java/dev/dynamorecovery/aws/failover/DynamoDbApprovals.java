package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.approval.Approvals;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Requests for approval in the control table. */
public final class DynamoDbApprovals implements Approvals {

    private static final String INCIDENT = "incident";

    private final ControlTable table;

    public DynamoDbApprovals(DynamoDbClient client, String table) {
        this.table = new ControlTable(client, table);
    }

    @Override
    public void open(PendingApproval request) {
        Map<String, AttributeValue> item = ControlItem.document(request.group(), ControlItem.APPROVAL, request);
        item.put(INCIDENT, AttributeValue.fromS(request.incident()));
        table.client().putItem(put -> put.tableName(table.name()).item(item));
    }

    @Override
    public Optional<PendingApproval> find(String group) {
        return table.read(group, ControlItem.APPROVAL, PendingApproval.class);
    }

    @Override
    public void close(String group, String incident) {
        try {
            table.client()
                    .deleteItem(request -> request.tableName(table.name())
                            .key(ControlItem.key(group, ControlItem.APPROVAL))
                            .conditionExpression("attribute_not_exists(#incident) OR #incident = :incident")
                            .expressionAttributeNames(Map.of("#incident", INCIDENT))
                            .expressionAttributeValues(Map.of(":incident", AttributeValue.fromS(incident))));
        } catch (ConditionalCheckFailedException anotherIncidentWaits) {
            // That one stays open: it is not the caller's.
            return;
        }
    }
}
