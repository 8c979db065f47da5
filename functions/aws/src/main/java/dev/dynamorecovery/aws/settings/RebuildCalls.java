package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.RebuildStep;
import dev.dynamorecovery.core.settings.ResourcePolicies;
import dev.dynamorecovery.core.settings.ScalableTarget;
import java.util.function.Consumer;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ConcurrentUpdateException;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsUnavailableException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** The API call of each rebuild step. */
final class RebuildCalls {

    private final DynamoDbClient dynamoDb;
    private final ApplicationAutoScalingClient autoScaling;

    RebuildCalls(DynamoDbClient dynamoDb, ApplicationAutoScalingClient autoScaling) {
        this.dynamoDb = dynamoDb;
        this.autoScaling = autoScaling;
    }

    /** Takes the step; false when the table does not accept it yet, because something else is still going on. */
    boolean take(String table, RebuildStep step) {
        try {
            call(table, step);
            return true;
        } catch (ResourceInUseException
                | LimitExceededException
                | ContinuousBackupsUnavailableException
                | ConcurrentUpdateException busy) {
            return false;
        } catch (DynamoDbException refused) {
            if (isTimeToLiveStillChanging(refused)) {
                return false;
            }
            throw refused;
        }
    }

    private void call(String table, RebuildStep step) {
        switch (step) {
            case RebuildStep.SetTags tags -> setTags(table, tags);
            case RebuildStep.DeleteGlobalIndex index -> update(table, TableUpdates.deleteIndex(index.index()));
            case RebuildStep.CreateGlobalIndex index -> update(table, TableUpdates.createIndex(index.index()));
            case RebuildStep.ChangeBilling billing -> update(table, TableUpdates.billing(billing));
            case RebuildStep.ChangeTableCapacity capacity -> update(table, TableUpdates.capacity(capacity.capacity()));
            case RebuildStep.ChangeIndexCapacity capacity ->
                update(table, TableUpdates.indexCapacity(capacity.index(), capacity.capacity()));
            case RebuildStep.ChangeTableClass tableClass ->
                update(table, TableUpdates.tableClass(tableClass.tableClass()));
            case RebuildStep.EncryptWithKey key -> update(table, TableUpdates.encryption(key.kmsKeyArn()));
            case RebuildStep.EncryptWithOwnedKey owned -> update(table, TableUpdates.encryption(null));
            case RebuildStep.DisableStream disable -> update(table, TableUpdates.stream(null));
            case RebuildStep.EnableStream stream -> update(table, TableUpdates.stream(stream.view()));
            case RebuildStep.DisableTimeToLive timeToLive -> timeToLive(table, timeToLive.attribute(), false);
            case RebuildStep.EnableTimeToLive timeToLive -> timeToLive(table, timeToLive.attribute(), true);
            case RebuildStep.DisablePointInTimeRecovery disable -> disablePointInTimeRecovery(table);
            case RebuildStep.EnablePointInTimeRecovery recovery -> enablePointInTimeRecovery(table, recovery);
            case RebuildStep.RegisterScalableTarget register -> register(table, register.target());
            case RebuildStep.PutScalingPolicy policy -> putScalingPolicy(table, policy);
            case RebuildStep.PutResourcePolicy policy -> putResourcePolicy(table, policy);
            case RebuildStep.ChangeDeletionProtection protection ->
                update(table, update -> update.deletionProtectionEnabled(protection.isProtected()));
        }
    }

    private void update(String table, Consumer<UpdateTableRequest.Builder> change) {
        dynamoDb.updateTable(request -> change.accept(request.tableName(table)));
    }

    private void setTags(String table, RebuildStep.SetTags step) {
        var arn = arnOf(table);
        dynamoDb.tagResource(request -> request.resourceArn(arn)
                .tags(step.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList()));
    }

    private void timeToLive(String table, String attribute, boolean enabled) {
        dynamoDb.updateTimeToLive(request -> request.tableName(table)
                .timeToLiveSpecification(
                        specification -> specification.attributeName(attribute).enabled(enabled)));
    }

    private void disablePointInTimeRecovery(String table) {
        dynamoDb.updateContinuousBackups(request -> request.tableName(table)
                .pointInTimeRecoverySpecification(recovery -> recovery.pointInTimeRecoveryEnabled(false)));
    }

    private void enablePointInTimeRecovery(String table, RebuildStep.EnablePointInTimeRecovery step) {
        dynamoDb.updateContinuousBackups(request -> request.tableName(table)
                .pointInTimeRecoverySpecification(recovery ->
                        recovery.pointInTimeRecoveryEnabled(true).recoveryPeriodInDays(step.recoveryPeriodDays())));
    }

    private void register(String table, ScalableTarget target) {
        autoScaling.registerScalableTarget(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(ScalableResource.id(table, target.index()))
                .scalableDimension(ScalableResource.dimension(target))
                .minCapacity(target.minimumUnits())
                .maxCapacity(target.maximumUnits())
                .suspendedState(state -> state.dynamicScalingInSuspended(
                                target.suspension().scaleIn())
                        .dynamicScalingOutSuspended(target.suspension().scaleOut())
                        .scheduledScalingSuspended(target.suspension().scheduled())));
    }

    private void putScalingPolicy(String table, RebuildStep.PutScalingPolicy step) {
        var policy = step.policy();
        autoScaling.putScalingPolicy(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(ScalableResource.id(table, step.target().index()))
                .scalableDimension(ScalableResource.dimension(step.target()))
                .policyName(policy.name())
                .policyType(PolicyType.TARGET_TRACKING_SCALING)
                .targetTrackingScalingPolicyConfiguration(
                        tracking -> tracking.targetValue(policy.targetUtilizationPercent())
                                .scaleInCooldown(policy.scaleInCooldownSeconds())
                                .scaleOutCooldown(policy.scaleOutCooldownSeconds())
                                .disableScaleIn(policy.scaleInDisabled())
                                .predefinedMetricSpecification(metric -> metric.predefinedMetricType(
                                        ScalableResource.metric(step.target().dimension())))));
    }

    private void putResourcePolicy(String table, RebuildStep.PutResourcePolicy step) {
        var arn = arnOf(table);
        dynamoDb.putResourcePolicy(
                request -> request.resourceArn(arn).policy(ResourcePolicies.of(step.portablePolicy(), arn)));
    }

    private String arnOf(String table) {
        return dynamoDb.describeTable(request -> request.tableName(table))
                .table()
                .tableArn();
    }

    /** DynamoDB has no error of its own for this: it says so in a ValidationException. */
    private static boolean isTimeToLiveStillChanging(DynamoDbException refused) {
        var details = refused.awsErrorDetails();
        return details != null
                && "ValidationException".equals(details.errorCode())
                && details.errorMessage() != null
                && (details.errorMessage().contains("TimeToLive is already")
                        || details.errorMessage().contains("Time to live has been modified multiple times"));
    }
}
