package dev.dynamorecovery.core.settings;

import java.util.Map;

/** One change that brings a table's settings nearer to the expected ones. Each is one call of an API. */
public sealed interface RebuildStep {

    record SetTags(Map<String, String> tags) implements RebuildStep {}

    record DeleteGlobalIndex(String index) implements RebuildStep {}

    record CreateGlobalIndex(GlobalIndex index) implements RebuildStep {}

    /**
     * Changes how the table is paid. Turning to provisioned capacity needs that of every index in the same call.
     *
     * @param capacityByIndex the capacity of each global index that exists when the step runs
     */
    record ChangeBilling(Capacity capacity, Map<String, Capacity> capacityByIndex) implements RebuildStep {}

    record ChangeTableCapacity(Capacity capacity) implements RebuildStep {}

    record ChangeIndexCapacity(String index, Capacity capacity) implements RebuildStep {}

    record ChangeTableClass(TableClass tableClass) implements RebuildStep {}

    record EncryptWithKey(String kmsKeyArn) implements RebuildStep {}

    /** Back to the key that DynamoDB owns. */
    record EncryptWithOwnedKey() implements RebuildStep {}

    record DisableStream() implements RebuildStep {}

    record EnableStream(StreamView view) implements RebuildStep {}

    record DisableTimeToLive(String attribute) implements RebuildStep {}

    record EnableTimeToLive(String attribute) implements RebuildStep {}

    record DisablePointInTimeRecovery() implements RebuildStep {}

    record EnablePointInTimeRecovery(int recoveryPeriodDays) implements RebuildStep {}

    record RegisterScalableTarget(ScalableTarget target) implements RebuildStep {}

    record PutScalingPolicy(ScalableTarget target, ScalingPolicy policy) implements RebuildStep {}

    /**
     * @param portablePolicy the policy with {@link ResourcePolicies#OWN_ARN} for the table's own ARN
     */
    record PutResourcePolicy(String portablePolicy) implements RebuildStep {}

    record ChangeDeletionProtection(boolean isProtected) implements RebuildStep {}
}
