package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.Capacity;
import dev.dynamorecovery.core.settings.GlobalIndex;
import dev.dynamorecovery.core.settings.KeyAttribute;
import dev.dynamorecovery.core.settings.RebuildStep;
import dev.dynamorecovery.core.settings.StreamView;
import dev.dynamorecovery.core.settings.TableClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** The UpdateTable request of each step that is one. */
final class TableUpdates {

    private static final long NO_LIMIT = -1;

    private TableUpdates() {}

    static Consumer<UpdateTableRequest.Builder> deleteIndex(String index) {
        return update -> update.globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                .delete(delete -> delete.indexName(index))
                .build());
    }

    static Consumer<UpdateTableRequest.Builder> createIndex(GlobalIndex index) {
        return update -> update.attributeDefinitions(definitions(index.key()))
                .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                        .create(create -> create.indexName(index.name())
                                .keySchema(schema(index.key()))
                                .projection(projection(index.projection()))
                                .provisionedThroughput(provisioned(index.capacity()))
                                .onDemandThroughput(limits(index.capacity())))
                        .build());
    }

    static Consumer<UpdateTableRequest.Builder> billing(RebuildStep.ChangeBilling step) {
        return update -> {
            update.billingMode(
                    switch (step.capacity()) {
                        case Capacity.OnDemand onDemand -> BillingMode.PAY_PER_REQUEST;
                        case Capacity.Provisioned provisioned -> BillingMode.PROVISIONED;
                    });
            update.provisionedThroughput(provisioned(step.capacity())).onDemandThroughput(limits(step.capacity()));
            var indexes = indexCapacities(step.capacityByIndex());
            if (!indexes.isEmpty()) {
                update.globalSecondaryIndexUpdates(indexes);
            }
        };
    }

    static Consumer<UpdateTableRequest.Builder> capacity(Capacity capacity) {
        return switch (capacity) {
            case Capacity.OnDemand onDemand -> update -> update.onDemandThroughput(allLimits(onDemand));
            case Capacity.Provisioned provisioned -> update -> update.provisionedThroughput(provisioned(provisioned));
        };
    }

    static Consumer<UpdateTableRequest.Builder> indexCapacity(String index, Capacity capacity) {
        return update -> update.globalSecondaryIndexUpdates(indexUpdate(
                index,
                provisioned(capacity),
                capacity instanceof Capacity.OnDemand onDemand ? allLimits(onDemand) : null));
    }

    static Consumer<UpdateTableRequest.Builder> tableClass(TableClass tableClass) {
        return update -> update.tableClass(tableClass.name());
    }

    static Consumer<UpdateTableRequest.Builder> encryption(@Nullable String kmsKeyArn) {
        return kmsKeyArn == null
                ? update -> update.sseSpecification(sse -> sse.enabled(false))
                : update -> update.sseSpecification(
                        sse -> sse.enabled(true).sseType(SSEType.KMS).kmsMasterKeyId(kmsKeyArn));
    }

    static Consumer<UpdateTableRequest.Builder> stream(@Nullable StreamView view) {
        return view == null
                ? update -> update.streamSpecification(stream -> stream.streamEnabled(false))
                : update -> update.streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(view.name()));
    }

    private static List<GlobalSecondaryIndexUpdate> indexCapacities(Map<String, Capacity> capacityByIndex) {
        var updates = new ArrayList<GlobalSecondaryIndexUpdate>();
        capacityByIndex.forEach((index, capacity) -> {
            var provisioned = provisioned(capacity);
            var limits = limits(capacity);
            if (provisioned != null || limits != null) {
                updates.add(indexUpdate(index, provisioned, limits));
            }
        });
        return updates;
    }

    private static GlobalSecondaryIndexUpdate indexUpdate(
            String index, @Nullable ProvisionedThroughput provisioned, @Nullable OnDemandThroughput limits) {
        return GlobalSecondaryIndexUpdate.builder()
                .update(update -> update.indexName(index)
                        .provisionedThroughput(provisioned)
                        .onDemandThroughput(limits))
                .build();
    }

    private static @Nullable ProvisionedThroughput provisioned(Capacity capacity) {
        return capacity instanceof Capacity.Provisioned provisioned
                ? ProvisionedThroughput.builder()
                        .readCapacityUnits(provisioned.readUnits())
                        .writeCapacityUnits(provisioned.writeUnits())
                        .build()
                : null;
    }

    /** The limits of on-demand capacity, or null where there are none to set. */
    private static @Nullable OnDemandThroughput limits(Capacity capacity) {
        return capacity instanceof Capacity.OnDemand onDemand
                        && (onDemand.maxReadUnits() != null || onDemand.maxWriteUnits() != null)
                ? allLimits(onDemand)
                : null;
    }

    private static OnDemandThroughput allLimits(Capacity.OnDemand onDemand) {
        return OnDemandThroughput.builder()
                .maxReadRequestUnits(onDemand.maxReadUnits() == null ? NO_LIMIT : onDemand.maxReadUnits())
                .maxWriteRequestUnits(onDemand.maxWriteUnits() == null ? NO_LIMIT : onDemand.maxWriteUnits())
                .build();
    }

    private static List<AttributeDefinition> definitions(List<KeyAttribute> key) {
        return key.stream()
                .map(attribute -> AttributeDefinition.builder()
                        .attributeName(attribute.name())
                        .attributeType(attribute.type().name())
                        .build())
                .toList();
    }

    private static List<KeySchemaElement> schema(List<KeyAttribute> key) {
        return key.stream()
                .map(attribute -> KeySchemaElement.builder()
                        .attributeName(attribute.name())
                        .keyType(attribute.role().name())
                        .build())
                .toList();
    }

    private static Projection projection(dev.dynamorecovery.core.settings.Projection projection) {
        var builder = Projection.builder().projectionType(projection.kind().name());
        return projection.nonKeyAttributes().isEmpty()
                ? builder.build()
                : builder.nonKeyAttributes(projection.nonKeyAttributes()).build();
    }
}
