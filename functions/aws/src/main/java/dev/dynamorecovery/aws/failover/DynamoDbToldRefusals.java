package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.notice.ToldRefusals;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;

/** One item of the control table for each group whose failover is refused. */
public final class DynamoDbToldRefusals implements ToldRefusals {

    private static final String POSITION = "refusal";
    private static final String DETECTION = "detection";

    private final ControlTable table;

    public DynamoDbToldRefusals(DynamoDbClient client, String table) {
        this.table = new ControlTable(client, table);
    }

    @Override
    public Optional<Detection> last(String group) {
        return table.read(group, POSITION, Detection.class);
    }

    @Override
    public boolean note(String group, Detection detection) {
        Map<String, AttributeValue> item = ControlItem.document(group, POSITION, detection);
        item.put(DETECTION, AttributeValue.fromS(detection.label()));
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item)
                            .conditionExpression("attribute_not_exists(#detection) OR #detection <> :detection")
                            .expressionAttributeNames(Map.of("#detection", DETECTION))
                            .expressionAttributeValues(Map.of(":detection", AttributeValue.fromS(detection.label()))));
            return true;
        } catch (ConditionalCheckFailedException | ReplicatedWriteConflictException somebodyTells) {
            return false;
        }
    }

    @Override
    public void forget(String group) {
        table.client().deleteItem(request -> request.tableName(table.name()).key(ControlItem.key(group, POSITION)));
    }
}
