package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.aws.settings.DescribedTable;
import dev.dynamorecovery.core.audit.posture.ComparableSettings;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import dev.dynamorecovery.core.settings.Capacity;
import dev.dynamorecovery.core.settings.KeyAttribute;
import dev.dynamorecovery.core.settings.Projection;
import dev.dynamorecovery.core.settings.StreamView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What the rules want to know of a table's description. */
final class SeenTable {

    private SeenTable() {}

    /** @param region the table's own: DynamoDB may name it among the replicas */
    static TableFacts facts(TableDescription table, String region) {
        @Nullable StreamView view = DescribedTable.streamView(table);
        @Nullable String streamArn = table.latestStreamArn();
        return new TableFacts(
                table.tableStatusAsString(),
                table.creationDateTime(),
                Boolean.TRUE.equals(table.deletionProtectionEnabled()),
                view == null || streamArn == null
                        ? Optional.empty()
                        : Optional.of(new TableFacts.Stream(streamArn, view)),
                Optional.ofNullable(DescribedTable.kmsKeyArn(table)),
                table.replicas().stream()
                        .filter(replica -> !replica.regionName().equals(region))
                        .map(replica -> new TableFacts.Replica(replica.regionName(), replica.replicaStatusAsString()))
                        .toList(),
                settings(table));
    }

    /** Settings that DynamoDB does not keep alike by itself, and those that tell that it has not done so yet. */
    static ComparableSettings settings(TableDescription table) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("key", key(DescribedTable.key(table.keySchema(), table)));
        settings.put(
                "billing",
                switch (DescribedTable.capacity(table)) {
                    case Capacity.OnDemand onDemand -> "on demand";
                    case Capacity.Provisioned provisioned -> "provisioned";
                });
        settings.put("tableClass", DescribedTable.tableClass(table).name());
        settings.put("stream", String.valueOf(DescribedTable.streamView(table)));
        // The key's ARN is another in each Region.
        settings.put(
                "encryption", DescribedTable.kmsKeyArn(table) == null ? "by a key of DynamoDB" : "by a key in KMS");
        DescribedTable.localIndexes(table)
                .forEach(index -> settings.put("local index " + index.name(), index(index.key(), index.projection())));
        DescribedTable.globalIndexes(table)
                .forEach(index -> settings.put("index " + index.name(), index(index.key(), index.projection())));
        return ComparableSettings.of(settings);
    }

    private static String index(List<KeyAttribute> key, Projection projection) {
        return key(key) + ", " + projection;
    }

    private static String key(List<KeyAttribute> key) {
        return key.stream().map(KeyAttribute::toString).collect(Collectors.joining(", "));
    }
}
