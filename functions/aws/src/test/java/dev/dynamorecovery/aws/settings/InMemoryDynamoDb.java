package dev.dynamorecovery.aws.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsUnavailableException;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.PolicyNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.PutResourcePolicyResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SSEStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/**
 * One table as DynamoDB's control plane shows it: a change leaves it UPDATING until {@link #settle}, and meanwhile it
 * refuses the next one. Tags come in pages of one.
 */
public final class InMemoryDynamoDb implements DynamoDbClient {

    public static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/";

    private @Nullable TableDescription table;
    private final Map<String, String> tags = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private @Nullable String timeToLive;
    private @Nullable Integer recoveryDays;
    private @Nullable String policy;
    private boolean settlesAtOnce = true;
    private boolean backupsUnavailable;
    private boolean timeToLiveBusy;
    private boolean tagsDenied;

    /** A table that a restore has just made of one with those settings. */
    public InMemoryDynamoDb(TableDescription table) {
        this.table = table;
    }

    /** The names of the calls that change something, in their order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** From now on changes take until {@link #settle}. */
    public void settleSlowly() {
        settlesAtOnce = false;
    }

    public void settle() {
        table = present().toBuilder().tableStatus(TableStatus.ACTIVE).build();
    }

    public void refuseBackups(boolean refused) {
        backupsUnavailable = refused;
    }

    public void refuseTimeToLive(boolean refused) {
        timeToLiveBusy = refused;
    }

    public void denyTags() {
        tagsDenied = true;
    }

    public void status(TableStatus status) {
        table = present().toBuilder().tableStatus(status).build();
    }

    public Map<String, String> tags() {
        return tags;
    }

    public @Nullable String policy() {
        return policy;
    }

    private TableDescription present() {
        if (table == null) {
            throw ResourceNotFoundException.builder().message("no table").build();
        }
        return table;
    }

    private void change(String call) {
        if (present().tableStatus() != TableStatus.ACTIVE) {
            throw ResourceInUseException.builder().message("being changed").build();
        }
        calls.add(call);
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        if (table == null || !table.tableName().equals(request.tableName())) {
            throw ResourceNotFoundException.builder().message("no table").build();
        }
        return DescribeTableResponse.builder().table(table).build();
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
        change("UpdateTable");
        var changed = present().toBuilder();
        if (request.billingMode() != null) {
            changed.billingModeSummary(summary -> summary.billingMode(request.billingMode()));
            if (request.billingMode() == BillingMode.PROVISIONED) {
                require(request.provisionedThroughput() != null, "throughput of the table");
                require(
                        request.globalSecondaryIndexUpdates().size()
                                == present().globalSecondaryIndexes().size(),
                        "throughput of every index");
            }
        }
        if (request.provisionedThroughput() != null) {
            changed.provisionedThroughput(described(request.provisionedThroughput()));
        }
        if (request.onDemandThroughput() != null) {
            changed.onDemandThroughput(request.onDemandThroughput());
        }
        if (request.hasGlobalSecondaryIndexUpdates()) {
            changed.globalSecondaryIndexes(updated(request));
            var definitions = new ArrayList<>(present().attributeDefinitions());
            request.attributeDefinitions().stream()
                    .filter(definition -> !definitions.contains(definition))
                    .forEach(definitions::add);
            changed.attributeDefinitions(definitions);
        }
        if (request.tableClass() != null) {
            changed.tableClassSummary(summary -> summary.tableClass(request.tableClass()));
        }
        if (request.sseSpecification() != null) {
            if (request.sseSpecification().enabled()) {
                changed.sseDescription(sse -> sse.status(SSEStatus.ENABLED)
                        .sseType(request.sseSpecification().sseType())
                        .kmsMasterKeyArn(request.sseSpecification().kmsMasterKeyId()));
            } else {
                changed.sseDescription(sse -> sse.status(SSEStatus.DISABLED));
            }
        }
        if (request.streamSpecification() != null) {
            require(
                    !(request.streamSpecification().streamEnabled()
                            && present().streamSpecification() != null
                            && present().streamSpecification().streamEnabled()),
                    "a stream that is disabled first");
            changed.streamSpecification(request.streamSpecification());
        }
        if (request.deletionProtectionEnabled() != null) {
            changed.deletionProtectionEnabled(request.deletionProtectionEnabled());
        }
        table = changed.tableStatus(settlesAtOnce ? TableStatus.ACTIVE : TableStatus.UPDATING)
                .build();
        return UpdateTableResponse.builder().tableDescription(table).build();
    }

    private List<GlobalSecondaryIndexDescription> updated(UpdateTableRequest request) {
        var indexes = new TreeMap<String, GlobalSecondaryIndexDescription>();
        present().globalSecondaryIndexes().forEach(index -> indexes.put(index.indexName(), index));
        for (GlobalSecondaryIndexUpdate update : request.globalSecondaryIndexUpdates()) {
            if (update.delete() != null) {
                indexes.remove(update.delete().indexName());
            }
            if (update.create() != null) {
                var create = update.create();
                var index = GlobalSecondaryIndexDescription.builder()
                        .indexName(create.indexName())
                        .indexStatus(IndexStatus.ACTIVE)
                        .keySchema(create.keySchema())
                        .projection(create.projection())
                        .onDemandThroughput(create.onDemandThroughput());
                if (create.provisionedThroughput() != null) {
                    index.provisionedThroughput(described(create.provisionedThroughput()));
                }
                indexes.put(create.indexName(), index.build());
            }
            if (update.update() != null) {
                var index = Objects.requireNonNull(indexes.get(update.update().indexName())).toBuilder();
                if (update.update().provisionedThroughput() != null) {
                    index.provisionedThroughput(described(update.update().provisionedThroughput()));
                }
                if (update.update().onDemandThroughput() != null) {
                    index.onDemandThroughput(update.update().onDemandThroughput());
                }
                indexes.put(update.update().indexName(), index.build());
            }
        }
        return List.copyOf(indexes.values());
    }

    private static ProvisionedThroughputDescription described(ProvisionedThroughput throughput) {
        return ProvisionedThroughputDescription.builder()
                .readCapacityUnits(throughput.readCapacityUnits())
                .writeCapacityUnits(throughput.writeCapacityUnits())
                .build();
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw invalid("needs " + what);
        }
    }

    private static DynamoDbException invalid(String message) {
        return refusal("ValidationException", message);
    }

    private static DynamoDbException refusal(String code, String message) {
        return (DynamoDbException) DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .message(message)
                .build();
    }

    @Override
    public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        return DescribeTimeToLiveResponse.builder()
                .timeToLiveDescription(description -> description
                        .timeToLiveStatus(timeToLive == null ? TimeToLiveStatus.DISABLED : TimeToLiveStatus.ENABLING)
                        .attributeName(timeToLive))
                .build();
    }

    @Override
    public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        if (timeToLiveBusy) {
            throw invalid("Time to live has been modified multiple times within a fixed interval");
        }
        change("UpdateTimeToLive");
        timeToLive = request.timeToLiveSpecification().enabled()
                ? request.timeToLiveSpecification().attributeName()
                : null;
        return UpdateTimeToLiveResponse.builder().build();
    }

    @Override
    public DescribeContinuousBackupsResponse describeContinuousBackups(DescribeContinuousBackupsRequest request) {
        return DescribeContinuousBackupsResponse.builder()
                .continuousBackupsDescription(backups ->
                        backups.pointInTimeRecoveryDescription(recovery -> recovery.pointInTimeRecoveryStatus(
                                        recoveryDays == null
                                                ? PointInTimeRecoveryStatus.DISABLED
                                                : PointInTimeRecoveryStatus.ENABLED)
                                .recoveryPeriodInDays(recoveryDays)
                                .earliestRestorableDateTime(Instant.parse("2026-11-01T00:00:00Z"))
                                .latestRestorableDateTime(Instant.parse("2026-11-22T11:55:00Z"))))
                .build();
    }

    @Override
    public UpdateContinuousBackupsResponse updateContinuousBackups(UpdateContinuousBackupsRequest request) {
        if (backupsUnavailable) {
            throw ContinuousBackupsUnavailableException.builder()
                    .message("still being enabled")
                    .build();
        }
        change("UpdateContinuousBackups");
        var recovery = request.pointInTimeRecoverySpecification();
        recoveryDays = recovery.pointInTimeRecoveryEnabled() ? recovery.recoveryPeriodInDays() : null;
        return UpdateContinuousBackupsResponse.builder().build();
    }

    @Override
    public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
        if (tagsDenied) {
            throw refusal("AccessDeniedException", "not authorized");
        }
        var names = List.copyOf(tags.keySet());
        var from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        if (names.isEmpty()) {
            return ListTagsOfResourceResponse.builder().build();
        }
        return ListTagsOfResourceResponse.builder()
                .tags(Tag.builder()
                        .key(names.get(from))
                        .value(tags.get(names.get(from)))
                        .build())
                .nextToken(from + 1 < names.size() ? Integer.toString(from + 1) : null)
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        calls.add("TagResource");
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return TagResourceResponse.builder().build();
    }

    @Override
    public GetResourcePolicyResponse getResourcePolicy(GetResourcePolicyRequest request) {
        if (policy == null) {
            throw PolicyNotFoundException.builder().message("none").build();
        }
        return GetResourcePolicyResponse.builder().policy(policy).build();
    }

    @Override
    public PutResourcePolicyResponse putResourcePolicy(PutResourcePolicyRequest request) {
        calls.add("PutResourcePolicy");
        policy = request.policy();
        return PutResourcePolicyResponse.builder().build();
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
        change("DeleteTable");
        require(!Boolean.TRUE.equals(present().deletionProtectionEnabled()), "no deletion protection");
        table = null;
        return DeleteTableResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
