package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.Capacity;
import dev.dynamorecovery.core.settings.GlobalIndex;
import dev.dynamorecovery.core.settings.KeyAttribute;
import dev.dynamorecovery.core.settings.LocalIndex;
import dev.dynamorecovery.core.settings.Projection;
import dev.dynamorecovery.core.settings.StreamView;
import dev.dynamorecovery.core.settings.TableClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.SSEStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** The settings that DescribeTable tells of. */
public final class DescribedTable {

    private DescribedTable() {}

    public static List<KeyAttribute> key(List<KeySchemaElement> schema, TableDescription table) {
        return schema.stream()
                .map(element -> new KeyAttribute(
                        element.attributeName(),
                        KeyAttribute.Role.valueOf(element.keyTypeAsString()),
                        type(element.attributeName(), table)))
                .sorted(Comparator.comparing(KeyAttribute::role))
                .toList();
    }

    private static KeyAttribute.Type type(String attribute, TableDescription table) {
        return table.attributeDefinitions().stream()
                .filter(definition -> definition.attributeName().equals(attribute))
                .map(definition -> KeyAttribute.Type.valueOf(definition.attributeTypeAsString()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("table %s has the key attribute %s and no type for it"
                        .formatted(table.tableName(), attribute)));
    }

    public static List<LocalIndex> localIndexes(TableDescription table) {
        return table.localSecondaryIndexes().stream()
                .map(index -> new LocalIndex(
                        index.indexName(), key(index.keySchema(), table), projection(index.projection())))
                .toList();
    }

    public static List<GlobalIndex> globalIndexes(TableDescription table) {
        return table.globalSecondaryIndexes().stream()
                .filter(index -> index.indexStatus() != IndexStatus.DELETING)
                .map(index -> new GlobalIndex(
                        index.indexName(),
                        key(index.keySchema(), table),
                        projection(index.projection()),
                        capacity(table, index.provisionedThroughput(), index.onDemandThroughput())))
                .toList();
    }

    private static Projection projection(software.amazon.awssdk.services.dynamodb.model.Projection projection) {
        return new Projection(
                Projection.Kind.valueOf(projection.projectionTypeAsString()), projection.nonKeyAttributes());
    }

    public static Capacity capacity(TableDescription table) {
        return capacity(table, table.provisionedThroughput(), table.onDemandThroughput());
    }

    /** A table without a summary of its billing has provisioned capacity from its creation on. */
    private static Capacity capacity(
            TableDescription table,
            @Nullable ProvisionedThroughputDescription provisioned,
            @Nullable OnDemandThroughput limits) {
        var billing = table.billingModeSummary();
        if (billing != null && billing.billingMode() == BillingMode.PAY_PER_REQUEST) {
            return limits == null
                    ? new Capacity.OnDemand(null, null)
                    : new Capacity.OnDemand(limit(limits.maxReadRequestUnits()), limit(limits.maxWriteRequestUnits()));
        }
        if (provisioned == null) {
            throw new IllegalStateException("table %s has provisioned capacity and DynamoDB does not say how much"
                    .formatted(table.tableName()));
        }
        return new Capacity.Provisioned(provisioned.readCapacityUnits(), provisioned.writeCapacityUnits());
    }

    /** DynamoDB writes -1 for no limit. */
    private static @Nullable Long limit(@Nullable Long units) {
        return units == null || units < 0 ? null : units;
    }

    public static TableClass tableClass(TableDescription table) {
        return table.tableClassSummary() == null
                ? TableClass.STANDARD
                : TableClass.valueOf(table.tableClassSummary().tableClassAsString());
    }

    public static @Nullable StreamView streamView(TableDescription table) {
        var stream = table.streamSpecification();
        return stream == null || !Boolean.TRUE.equals(stream.streamEnabled())
                ? null
                : StreamView.valueOf(stream.streamViewTypeAsString());
    }

    public static @Nullable String kmsKeyArn(TableDescription table) {
        var encryption = table.sseDescription();
        if (encryption == null
                || encryption.status() == SSEStatus.DISABLED
                || encryption.status() == SSEStatus.DISABLING) {
            return null;
        }
        return encryption.kmsMasterKeyArn();
    }

    /** What of the table is still changing. */
    static List<String> settling(TableDescription table) {
        var settling = new ArrayList<String>();
        if (table.tableStatus() != TableStatus.ACTIVE) {
            settling.add("table is " + table.tableStatusAsString());
        }
        table.globalSecondaryIndexes().stream()
                .filter(index -> index.indexStatus() != IndexStatus.ACTIVE)
                .forEach(index -> settling.add("index " + index.indexName() + " is " + index.indexStatusAsString()));
        var encryption = table.sseDescription();
        if (encryption != null
                && encryption.status() != SSEStatus.ENABLED
                && encryption.status() != SSEStatus.DISABLED) {
            settling.add("encryption is " + encryption.statusAsString());
        }
        return settling;
    }
}
