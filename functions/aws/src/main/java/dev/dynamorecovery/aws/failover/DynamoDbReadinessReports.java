package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The readiness of Regions in the control table. */
public final class DynamoDbReadinessReports implements ReadinessReports {

    private final ControlTable table;

    public DynamoDbReadinessReports(DynamoDbClient client, String table) {
        this.table = new ControlTable(client, table);
    }

    @Override
    public void file(ReplicaReadiness readiness) {
        table.client()
                .putItem(request -> request.tableName(table.name())
                        .item(ControlItem.document(
                                readiness.group(), ControlItem.READINESS + readiness.region(), readiness)));
    }

    @Override
    public List<ReplicaReadiness> read(String group) {
        return table.read(group, ReplicaReadiness.class, ControlItem.READINESS);
    }
}
