package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.ScalableTarget;
import dev.dynamorecovery.core.settings.ScalableTarget.Suspension;
import dev.dynamorecovery.core.settings.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingScalingPolicyConfiguration;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads a table's scalable targets and their policies. */
final class AutoScalingSettings {

    private final ApplicationAutoScalingClient client;

    AutoScalingSettings(ApplicationAutoScalingClient client) {
        this.client = client;
    }

    List<ScalableTarget> read(TableDescription table) {
        var resources = Stream.concat(
                        Stream.of(ScalableResource.id(table.tableName(), null)),
                        table.globalSecondaryIndexes().stream()
                                .map(GlobalSecondaryIndexDescription::indexName)
                                .map(index -> ScalableResource.id(table.tableName(), index)))
                .toList();
        return client
                .describeScalableTargetsPaginator(request ->
                        request.serviceNamespace(ServiceNamespace.DYNAMODB).resourceIds(resources))
                .scalableTargets()
                .stream()
                .map(this::target)
                .toList();
    }

    private ScalableTarget target(software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget target) {
        var policies = new ArrayList<ScalingPolicy>();
        var otherPolicies = new ArrayList<String>();
        client.describeScalingPoliciesPaginator(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                        .resourceId(target.resourceId())
                        .scalableDimension(target.scalableDimension()))
                .scalingPolicies()
                .forEach(policy -> {
                    var tracking = policy.targetTrackingScalingPolicyConfiguration();
                    if (policy.policyType() == PolicyType.TARGET_TRACKING_SCALING
                            && tracking != null
                            && tracking.predefinedMetricSpecification() != null) {
                        policies.add(policy(policy.policyName(), tracking));
                    } else {
                        otherPolicies.add("%s (%s)".formatted(policy.policyName(), policy.policyTypeAsString()));
                    }
                });
        return new ScalableTarget(
                ScalableResource.index(target.resourceId()),
                ScalableResource.dimension(target.scalableDimension()),
                target.minCapacity(),
                target.maxCapacity(),
                suspension(target.suspendedState()),
                policies,
                otherPolicies);
    }

    private static ScalingPolicy policy(String name, TargetTrackingScalingPolicyConfiguration tracking) {
        return new ScalingPolicy(
                name,
                tracking.targetValue(),
                orZero(tracking.scaleInCooldown()),
                orZero(tracking.scaleOutCooldown()),
                Boolean.TRUE.equals(tracking.disableScaleIn()));
    }

    private static Suspension suspension(@Nullable SuspendedState state) {
        return state == null
                ? Suspension.NONE
                : new Suspension(
                        Boolean.TRUE.equals(state.dynamicScalingInSuspended()),
                        Boolean.TRUE.equals(state.dynamicScalingOutSuspended()),
                        Boolean.TRUE.equals(state.scheduledScalingSuspended()));
    }

    private static int orZero(@Nullable Integer seconds) {
        return seconds == null ? 0 : seconds;
    }
}
