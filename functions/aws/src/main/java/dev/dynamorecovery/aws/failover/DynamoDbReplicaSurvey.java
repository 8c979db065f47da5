package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.observe.ReplicaSurvey;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Describes replicas: active, and on demand or with no less capacity than the serving Region's, in every index too. */
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
                            .ifPresent(other -> lacking.addAll(lacking(table, replica.get(), region, other, serving)));
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
                Stream.of(missing, lacking).flatMap(List::stream).collect(Collectors.joining("; ")),
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
    private static List<String> lacking(
            String table, TableDescription replica, String region, TableDescription other, String serving) {
        if (onDemand(other)) {
            return List.of(table + " is on demand in " + serving + ", and takes only "
                    + units(replica.provisionedThroughput()) + " in " + region);
        }
        Map<String, ProvisionedThroughputDescription> here = throughputs(table, replica);
        List<String> lacking = new ArrayList<>();
        throughputs(table, other).forEach((name, needed) -> {
            ProvisionedThroughputDescription found = here.get(name);
            if (found == null) {
                lacking.add(name + " is not there in " + region);
            } else if (found.readCapacityUnits() < needed.readCapacityUnits()
                    || found.writeCapacityUnits() < needed.writeCapacityUnits()) {
                lacking.add(name + " takes " + units(found) + " in " + region + ", and " + units(needed) + " in "
                        + serving);
            }
        });
        return lacking;
    }

    /** Of the table and each of its global indexes, by name. */
    private static Map<String, ProvisionedThroughputDescription> throughputs(String table, TableDescription described) {
        Map<String, ProvisionedThroughputDescription> throughputs = new LinkedHashMap<>();
        throughputs.put(table, described.provisionedThroughput());
        described
                .globalSecondaryIndexes()
                .forEach(index -> throughputs.put(table + "/" + index.indexName(), index.provisionedThroughput()));
        return throughputs;
    }

    private static String units(ProvisionedThroughputDescription throughput) {
        return throughput.readCapacityUnits() + " read and " + throughput.writeCapacityUnits() + " write units";
    }
}
