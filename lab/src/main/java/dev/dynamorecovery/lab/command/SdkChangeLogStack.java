package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.StreamObserver;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The change log of a stack in AWS or in the lab. */
final class SdkChangeLogStack implements ChangeLogStack {

    private final DeployedStack stack;
    private final DynamoDbClient dynamoDb;
    private final DynamoDbStreamsClient streams;
    private final S3Client s3;
    private final Clock clock;

    SdkChangeLogStack(DeployedStack stack, Clock clock) {
        this.stack = stack;
        this.dynamoDb = stack.target().configure(DynamoDbClient.builder()).build();
        this.streams = stack.target().configure(DynamoDbStreamsClient.builder()).build();
        this.s3 = stack.target()
                .configure(S3Client.builder())
                .forcePathStyle(stack.target().byPath())
                .build();
        this.clock = clock;
    }

    @Override
    public String description() {
        return stack.description();
    }

    @Override
    public String region() {
        return stack.region();
    }

    @Override
    public Optional<Table> table(String name) {
        try {
            TableDescription table =
                    dynamoDb.describeTable(request -> request.tableName(name)).table();
            return Optional.of(new Table(keyTypes(table), plan(table)));
        } catch (ResourceNotFoundException noSuchTable) {
            return Optional.empty();
        }
    }

    static Map<String, String> keyTypes(TableDescription table) {
        Map<String, String> types = table.attributeDefinitions().stream()
                .collect(Collectors.toMap(
                        AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
        Map<String, String> keys = new LinkedHashMap<>();
        table.keySchema().forEach(key -> keys.put(key.attributeName(), types.getOrDefault(key.attributeName(), "S")));
        return keys;
    }

    private ChangeLogPlan plan(TableDescription table) {
        return switch (PlanBinding.of(TableTags.of(dynamoDb, table.tableArn()), new PackagedPlans())) {
            case PlanBinding.Bound bound -> bound.plan().changeLog();
            case PlanBinding.Untagged none -> ChangeLogPlan.NONE;
            case PlanBinding.NamesNoPlan wrong -> ChangeLogPlan.NONE;
            case PlanBinding.NamesInvalidPlan wrong -> ChangeLogPlan.NONE;
        };
    }

    @Override
    public ChangeLogIndex index() {
        return new DynamoDbChangeLogIndex(
                dynamoDb, stack.outputs().get("ChangeLogIndexName"), retention(), clock::instant);
    }

    @Override
    public ObjectStore bucket() {
        return new S3ObjectStore(s3, stack.outputs().get("ChangeLogBucketName"));
    }

    @Override
    public StreamObserver streams() {
        return new DynamoDbStreamObserver(dynamoDb, streams);
    }

    @Override
    public LogDelivery delivery() {
        return new LogDelivery(
                stack.outputs().number("StreamParallelizationFactor"),
                Duration.ofSeconds(stack.outputs().number("StreamMaximumRecordAgeSeconds")));
    }

    @Override
    public Duration retention() {
        return Duration.ofDays(stack.outputs().number("ChangeLogRetentionDays"));
    }

    @Override
    public void close() {
        dynamoDb.close();
        streams.close();
        s3.close();
    }
}
