package dev.dynamorecovery.failover;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.aws.rpo.DynamoDbHeartbeats;
import dev.dynamorecovery.aws.scan.DynamoDbTableKeys;
import dev.dynamorecovery.core.failover.compare.RegionComparisonJob;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.rpo.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The replicas of a group's tables, as a planned move looks at them: both Regions answer, or there is no such move. */
final class RegionReplicas {

    /** The writer of the heartbeat that tells that a planned move's last writes have arrived. */
    static final String MARKER = "planned-move";

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Function<String, DynamoDbClient> clients;
    private final ScanSegments segments;
    private final Map<String, DynamoDbClient> dynamoDb = new ConcurrentHashMap<>();

    /** @param clients of each Region; asked once for each */
    RegionReplicas(Function<String, DynamoDbClient> clients, ScanSegments segments) {
        this.clients = clients;
        this.segments = segments;
    }

    DynamoDbClient in(String region) {
        return dynamoDb.computeIfAbsent(region, clients);
    }

    /** The tables with their keys, cut alike in both Regions. */
    List<RegionComparisonJob.Table> tables(List<String> names, String serving, String target) {
        return names.stream()
                .map(name -> {
                    TableDescription here = describe(serving, name);
                    TableDescription there = describe(target, name);
                    return new RegionComparisonJob.Table(
                            name,
                            DynamoDbTableKeys.of(here),
                            segments.of(Math.max(here.tableSizeBytes(), there.tableSizeBytes())));
                })
                .toList();
    }

    private TableDescription describe(String region, String table) {
        return in(region).describeTable(request -> request.tableName(table)).table();
    }

    /**
     * Writes a marker into each table in the serving Region and waits until the target holds all of them. Items are
     * replicated in no common order: that everything else has arrived too is for the comparison to prove.
     *
     * @return the tables whose marker has not arrived while there was time
     */
    List<String> missing(RegionComparisonJob job, RecoveryPlan plan, Instant now, BooleanSupplier goOn) {
        List<String> missing = new ArrayList<>();
        for (RegionComparisonJob.Table table : job.tables()) {
            Optional<Item> key = plan.changeLog().heartbeatIn(table.keySchema()).map(heartbeat -> heartbeat.of(MARKER));
            key.ifPresent(keys -> {
                new DynamoDbHeartbeats(in(job.serving())).beat(table.name(), keys, now);
                if (!arrived(job.target(), table.name(), keys, now, goOn)) {
                    missing.add(table.name());
                }
            });
        }
        return missing;
    }

    private boolean arrived(String region, String table, Item keys, Instant writtenAt, BooleanSupplier goOn) {
        String wanted = Heartbeat.inFullLength(writtenAt);
        while (true) {
            Map<String, AttributeValue> item = in(region)
                    .getItem(request ->
                            request.tableName(table).key(SdkItems.toSdk(keys)).consistentRead(true))
                    .item();
            AttributeValue found = item.get(Heartbeat.WRITTEN_AT);
            if (found != null && found.s() != null && found.s().compareTo(wanted) >= 0) {
                return true;
            }
            if (!goOn.getAsBoolean()) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the marker was on its way: call again", interrupted);
            }
        }
    }
}
