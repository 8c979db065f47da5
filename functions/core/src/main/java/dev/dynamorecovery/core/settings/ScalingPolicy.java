package dev.dynamorecovery.core.settings;

/**
 * A target-tracking policy: the only kind that DynamoDB takes.
 *
 * @param targetUtilizationPercent the share of the capacity that shall be in use
 */
public record ScalingPolicy(
        String name,
        double targetUtilizationPercent,
        int scaleInCooldownSeconds,
        int scaleOutCooldownSeconds,
        boolean scaleInDisabled) {}
