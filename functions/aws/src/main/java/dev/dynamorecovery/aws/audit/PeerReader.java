package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.PointInTimeStatus;
import dev.dynamorecovery.core.audit.posture.ReplicaFacts;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads a table's replicas in their own Regions, by two calls each. */
final class PeerReader {

    private final AwsClients clients;
    private final Map<String, TableReader> regions = new ConcurrentHashMap<>();

    PeerReader(AwsClients clients) {
        this.clients = clients;
    }

    /** The replicas by Region; those that DynamoDB is still making or deleting are looked at too. */
    Map<String, Observed<ReplicaFacts>> read(String table, Observed<TableFacts> facts) {
        Map<String, Observed<ReplicaFacts>> peers = new LinkedHashMap<>();
        if (facts instanceof Observed.Seen<TableFacts> seen) {
            for (TableFacts.Replica replica : seen.value().replicas()) {
                peers.put(replica.region(), read(table, replica.region()));
            }
        }
        return peers;
    }

    private Observed<ReplicaFacts> read(String table, String region) {
        TableReader reader = regions.computeIfAbsent(
                region, name -> new TableReader(clients.in(name).dynamoDb()));
        return switch (reader.description(table)) {
            case Observed.NotSeen<Optional<TableDescription>> none -> Observed.notSeen(none.reason() + " in " + region);
            case Observed.Seen<Optional<TableDescription>> seen ->
                seen.value()
                        .map(found -> read(found, reader.pointInTime(table), region))
                        .orElseGet(() -> Observed.notSeen("dynamodb:DescribeTable: no such table in " + region));
        };
    }

    private static Observed<ReplicaFacts> read(
            TableDescription table, Observed<PointInTimeStatus> pointInTime, String region) {
        return switch (pointInTime) {
            case Observed.NotSeen<PointInTimeStatus> none -> Observed.notSeen(none.reason() + " in " + region);
            case Observed.Seen<PointInTimeStatus> seen ->
                Observed.seen(new ReplicaFacts(
                        table.tableStatusAsString(),
                        SeenTable.settings(table),
                        Boolean.TRUE.equals(table.deletionProtectionEnabled()),
                        seen.value()));
        };
    }
}
