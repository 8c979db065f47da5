package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.Capacity;
import dev.dynamorecovery.core.settings.GlobalIndex;
import dev.dynamorecovery.core.settings.KeyAttribute;
import dev.dynamorecovery.core.settings.Projection;
import dev.dynamorecovery.core.settings.ScalableTarget;
import dev.dynamorecovery.core.settings.ScalableTarget.Dimension;
import dev.dynamorecovery.core.settings.ScalableTarget.Suspension;
import dev.dynamorecovery.core.settings.ScalingPolicy;
import dev.dynamorecovery.core.settings.StreamView;
import dev.dynamorecovery.core.settings.TableClass;
import dev.dynamorecovery.core.settings.TableSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** A table of orders as a restore leaves it, and what it should be. */
public final class RestoredTables {

    /** The name of the restored table. */
    public static final String COPY = "copy";

    private RestoredTables() {}

    /** The settings that the copy of the orders table must have. */
    public static TableSettings expected() {
        return new TableSettings(
                List.of(
                        new KeyAttribute("userId", KeyAttribute.Role.HASH, KeyAttribute.Type.S),
                        new KeyAttribute("orderId", KeyAttribute.Role.RANGE, KeyAttribute.Type.S)),
                List.of(),
                List.of(
                        new GlobalIndex(
                                "by-status",
                                List.of(
                                        new KeyAttribute("status", KeyAttribute.Role.HASH, KeyAttribute.Type.S),
                                        new KeyAttribute("createdAt", KeyAttribute.Role.RANGE, KeyAttribute.Type.S)),
                                new Projection(Projection.Kind.ALL, List.of()),
                                new Capacity.Provisioned(7, 3)),
                        new GlobalIndex(
                                "by-total",
                                List.of(new KeyAttribute("total", KeyAttribute.Role.HASH, KeyAttribute.Type.N)),
                                new Projection(Projection.Kind.INCLUDE, List.of("status")),
                                new Capacity.Provisioned(2, 2))),
                new Capacity.Provisioned(20, 10),
                TableClass.STANDARD_INFREQUENT_ACCESS,
                "expiresAt",
                StreamView.NEW_AND_OLD_IMAGES,
                21,
                true,
                "arn:aws:kms:us-east-1:123456789012:key/0000",
                Map.of("recovery:execution", "run-1", "recovery:copy-of", "orders", "team", "shop"),
                List.of(
                        new ScalableTarget(
                                null,
                                Dimension.READ,
                                5,
                                100,
                                Suspension.NONE,
                                List.of(new ScalingPolicy("orders-read", 70, 60, 0, false)),
                                List.of()),
                        new ScalableTarget(
                                "by-status",
                                Dimension.WRITE,
                                2,
                                50,
                                new Suspension(true, false, true),
                                List.of(new ScalingPolicy("by-status-write", 80, 0, 30, true)),
                                List.of())),
                "{\"Statement\":[{\"Resource\":\"${OwnTableArn}\"}]}");
    }

    /** On demand, in the standard class, without an index too many and without everything that a restore drops. */
    public static TableDescription described() {
        return TableDescription.builder()
                .tableName(COPY)
                .tableArn(InMemoryDynamoDb.ARN + COPY)
                .tableStatus(TableStatus.ACTIVE)
                .creationDateTime(Instant.parse("2026-11-22T12:00:01Z"))
                .tableSizeBytes(4_096L)
                .attributeDefinitions(
                        definition("userId"), definition("orderId"), definition("status"), definition("createdAt"))
                .keySchema(element("orderId", KeyType.RANGE), element("userId", KeyType.HASH))
                .billingModeSummary(billing -> billing.billingMode(BillingMode.PAY_PER_REQUEST))
                .provisionedThroughput(units -> units.readCapacityUnits(0L).writeCapacityUnits(0L))
                .globalSecondaryIndexes(GlobalSecondaryIndexDescription.builder()
                        .indexName("by-status")
                        .indexStatus(IndexStatus.ACTIVE)
                        .keySchema(element("status", KeyType.HASH), element("createdAt", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build())
                .build();
    }

    private static AttributeDefinition definition(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement element(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
