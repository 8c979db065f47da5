package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.aws.settings.TableTags;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.protection.MappingSettings;
import dev.dynamorecovery.lab.protection.ProtectionStep;
import dev.dynamorecovery.lab.protection.TableState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FilterCriteria;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.OnFailure;

/** A stack in AWS or in the lab, as it takes tables on. */
final class SdkProtectingStack implements ProtectingStack {

    private final DeployedStack stack;
    private final DynamoDbClient dynamoDb;
    private final LambdaClient lambda;

    SdkProtectingStack(DeployedStack stack) {
        this.stack = stack;
        this.dynamoDb = stack.target().configure(DynamoDbClient.builder()).build();
        this.lambda = stack.target().configure(LambdaClient.builder()).build();
    }

    @Override
    public String description() {
        return stack.description();
    }

    @Override
    public String cliOptions() {
        return stack.target().cliOptions();
    }

    @Override
    public MappingSettings settings() {
        StackOutputs deployed = stack.outputs();
        return new MappingSettings(
                deployed.get("StreamChangeLoggerArn"),
                deployed.get("LostBatchQueueArn"),
                deployed.number("StreamBatchSize"),
                deployed.number("StreamBatchWindowSeconds"),
                deployed.number("StreamParallelizationFactor"),
                deployed.number("StreamMaximumRetryAttempts"),
                deployed.number("StreamMaximumRecordAgeSeconds"),
                true,
                true,
                MappingSettings.TUMBLING_WINDOW_SECONDS,
                MappingSettings.EVERY_CHANGE);
    }

    @Override
    public Set<String> heartbeatPartitionKeys() {
        return Stream.of(stack.outputs().parameter("HeartbeatPartitionKeys").split(",", -1))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<TableState> table(String name) {
        TableDescription table;
        try {
            table = dynamoDb.describeTable(request -> request.tableName(name)).table();
        } catch (ResourceNotFoundException noSuchTable) {
            return Optional.empty();
        }
        TableState.@Nullable Stream stream = table.streamSpecification() == null
                        || !Boolean.TRUE.equals(table.streamSpecification().streamEnabled())
                ? null
                : new TableState.Stream(
                        table.latestStreamArn(), table.streamSpecification().streamViewTypeAsString());
        return Optional.of(new TableState(
                name,
                table.tableArn(),
                table.tableStatusAsString(),
                SdkChangeLogStack.keyTypes(table),
                stream,
                pointInTimeDays(name),
                Boolean.TRUE.equals(table.deletionProtectionEnabled()),
                timeToLiveAttribute(name),
                TableTags.of(dynamoDb, table.tableArn()),
                stream == null ? List.of() : mappings(stream.arn())));
    }

    private int pointInTimeDays(String table) {
        PointInTimeRecoveryDescription recovery = dynamoDb.describeContinuousBackups(
                        request -> request.tableName(table))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription();
        return recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED
                ? orZero(recovery.recoveryPeriodInDays())
                : 0;
    }

    private @Nullable String timeToLiveAttribute(String table) {
        TimeToLiveDescription expiry =
                dynamoDb.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
        return expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                        || expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLING
                ? expiry.attributeName()
                : null;
    }

    private List<TableState.Mapping> mappings(String streamArn) {
        String function = settings().functionArn();
        return lambda
                .listEventSourceMappingsPaginator(
                        request -> request.eventSourceArn(streamArn).functionName(function))
                .eventSourceMappings()
                .stream()
                .map(mapping -> new TableState.Mapping(mapping.uuid(), isEnabled(mapping), settings(mapping)))
                .toList();
    }

    private static boolean isEnabled(EventSourceMappingConfiguration mapping) {
        return mapping.state() != null && !mapping.state().startsWith("Disabl");
    }

    private static MappingSettings settings(EventSourceMappingConfiguration mapping) {
        return new MappingSettings(
                mapping.functionArn(),
                Optional.ofNullable(mapping.destinationConfig())
                        .map(DestinationConfig::onFailure)
                        .map(OnFailure::destination)
                        .orElse(""),
                orZero(mapping.batchSize()),
                orZero(mapping.maximumBatchingWindowInSeconds()),
                orZero(mapping.parallelizationFactor()),
                orZero(mapping.maximumRetryAttempts()),
                orZero(mapping.maximumRecordAgeInSeconds()),
                Boolean.TRUE.equals(mapping.bisectBatchOnFunctionError()),
                mapping.functionResponseTypes().contains(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES),
                orZero(mapping.tumblingWindowInSeconds()),
                Optional.ofNullable(mapping.filterCriteria()).map(FilterCriteria::filters).stream()
                        .flatMap(List::stream)
                        .map(Filter::pattern)
                        .collect(Collectors.joining(" or ")));
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    @Override
    public void take(TableState table, ProtectionStep step) {
        switch (step) {
            case ProtectionStep.EnableStream stream -> {
                dynamoDb.updateTable(request -> request.tableName(table.name())
                        .streamSpecification(specification ->
                                specification.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
                dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table.name()));
            }
            case ProtectionStep.EnablePointInTimeRecovery recovery ->
                dynamoDb.updateContinuousBackups(request -> request.tableName(table.name())
                        .pointInTimeRecoverySpecification(specification -> specification
                                .pointInTimeRecoveryEnabled(true)
                                .recoveryPeriodInDays((int) recovery.days())));
            case ProtectionStep.ProtectFromDeletion protect -> {
                dynamoDb.updateTable(request -> request.tableName(table.name()).deletionProtectionEnabled(true));
                dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table.name()));
            }
            case ProtectionStep.ExpireByAttribute expiry ->
                dynamoDb.updateTimeToLive(request -> request.tableName(table.name())
                        .timeToLiveSpecification(
                                specification -> specification.enabled(true).attributeName(expiry.attribute())));
            case ProtectionStep.BindToPlan plan ->
                dynamoDb.tagResource(request -> request.resourceArn(table.arn())
                        .tags(Tag.builder()
                                .key(RecoveryPlan.TAG)
                                .value(plan.plan())
                                .build()));
            case ProtectionStep.MapStream stream -> create(table, stream.settings());
            case ProtectionStep.AlignMapping mapping -> align(mapping.id(), mapping.settings());
        }
    }

    private void create(TableState table, MappingSettings settings) {
        String streamArn = dynamoDb.describeTable(request -> request.tableName(table.name()))
                .table()
                .latestStreamArn();
        lambda.createEventSourceMapping(request -> request.eventSourceArn(streamArn)
                .startingPosition(EventSourcePosition.TRIM_HORIZON)
                .functionName(settings.functionArn())
                .batchSize(settings.batchSize())
                .maximumBatchingWindowInSeconds(settings.batchWindowSeconds())
                .parallelizationFactor(settings.parallelizationFactor())
                .tumblingWindowInSeconds(settings.tumblingWindowSeconds())
                .bisectBatchOnFunctionError(settings.bisect())
                .maximumRetryAttempts(settings.maximumRetryAttempts())
                .maximumRecordAgeInSeconds(settings.maximumRecordAgeSeconds())
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .filterCriteria(filter(settings))
                .destinationConfig(lostBatches(settings)));
    }

    private void align(String id, MappingSettings settings) {
        lambda.updateEventSourceMapping(request -> request.uuid(id)
                .enabled(true)
                .functionName(settings.functionArn())
                .batchSize(settings.batchSize())
                .maximumBatchingWindowInSeconds(settings.batchWindowSeconds())
                .parallelizationFactor(settings.parallelizationFactor())
                .tumblingWindowInSeconds(settings.tumblingWindowSeconds())
                .bisectBatchOnFunctionError(settings.bisect())
                .maximumRetryAttempts(settings.maximumRetryAttempts())
                .maximumRecordAgeInSeconds(settings.maximumRecordAgeSeconds())
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .filterCriteria(filter(settings))
                .destinationConfig(lostBatches(settings)));
    }

    private static FilterCriteria filter(MappingSettings settings) {
        return FilterCriteria.builder()
                .filters(Filter.builder().pattern(settings.filterPattern()).build())
                .build();
    }

    private static DestinationConfig lostBatches(MappingSettings settings) {
        return DestinationConfig.builder()
                .onFailure(failure -> failure.destination(settings.lostBatchQueueArn()))
                .build();
    }

    @Override
    public void close() {
        dynamoDb.close();
        lambda.close();
    }
}
