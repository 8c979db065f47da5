package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.reconcile.LossResolutions;
import dev.dynamorecovery.core.failover.reconcile.RecordedResolution;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Decisions on lost writes in the control table. */
public final class DynamoDbLossResolutions implements LossResolutions {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbLossResolutions.class);
    private static final String RESOLUTION = "resolution#";

    private final ControlTable table;

    public DynamoDbLossResolutions(DynamoDbClient client, String table) {
        this.table = new ControlTable(client, table);
    }

    @Override
    public void record(RecordedResolution resolution) {
        try {
            table.client()
                    .putItem(put -> put.tableName(table.name())
                            .item(ControlItem.document(resolution.group(), RESOLUTION + resolution.id(), resolution))
                            .conditionExpression("attribute_not_exists(#position)")
                            .expressionAttributeNames(Map.of("#position", ControlItem.POSITION)));
        } catch (ConditionalCheckFailedException decidedBefore) {
            LOG.info("{} of {} was decided before", resolution.id(), resolution.group());
        }
    }

    @Override
    public List<RecordedResolution> of(String group) {
        return table.read(group, RecordedResolution.class, RESOLUTION);
    }
}
