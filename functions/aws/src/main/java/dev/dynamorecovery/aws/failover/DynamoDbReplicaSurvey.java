package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.observe.ReplicaSurvey;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Describes replicas: active, and on demand or with no less capacity than the serving Region's. */
public final class DynamoDbReplicaSurvey implements ReplicaSurvey {

    private final Map<String, DynamoDbClient> clients;

    /** @param clients by Region */
    public DynamoDbReplicaSurvey(Map<String, DynamoDbClient> clients) {
        this.clients = Map.copyOf(clients);
    }

    @Override
    public Optional<ReplicaReadiness> find(
            String group, List<String> tables, String region, String serving, Instant now) {
        List<String> missing = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        try {
            for (String table : tables) {
                Optional<TableDescription> replica = describe(region, table);
                if (replica.isEmpty() || replica.get().tableStatus() != TableStatus.ACTIVE) {
                    missing.add(table + " is "
                            + replica.map(TableDescription::tableStatusAsString).orElse("not there"));
                } else if (!onDemand(replica.get())) {
                    describe(serving, table)
                            .filter(other -> !takes(replica.get(), other))
                            .ifPresent(other -> lacking.add(table + " has less capacity than in " + serving));
                }
            }
        } catch (SdkException notNow) {
            return Optional.empty();
        }
        return Optional.of(new ReplicaReadiness(
                group,
                region,
                missing.isEmpty(),
                lacking.isEmpty(),
                String.join("; ", missing) + String.join("; ", lacking),
                now));
    }

    private Optional<TableDescription> describe(String region, String table) {
        DynamoDbClient client = clients.get(region);
        if (client == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    client.describeTable(request -> request.tableName(table)).table());
        } catch (ResourceNotFoundException missing) {
            return Optional.empty();
        }
    }

    private static boolean onDemand(TableDescription table) {
        return table.billingModeSummary() != null
                && table.billingModeSummary().billingMode() == BillingMode.PAY_PER_REQUEST;
    }

    /** One that is on demand where the other is not may take anything; how much, nobody knows. */
    private static boolean takes(TableDescription replica, TableDescription serving) {
        return !onDemand(serving)
                && replica.provisionedThroughput().readCapacityUnits()
                        >= serving.provisionedThroughput().readCapacityUnits()
                && replica.provisionedThroughput().writeCapacityUnits()
                        >= serving.provisionedThroughput().writeCapacityUnits();
    }
}
