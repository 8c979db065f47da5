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

    /** @param notUnderstood policies of a kind that this release cannot compare, in words */
    record Found(List<ScalableTarget> targets, List<String> notUnderstood) {}

    Found read(TableDescription table) {
        var resources = Stream.concat(
                        Stream.of(ScalableResource.id(table.tableName(), null)),
                        table.globalSecondaryIndexes().stream()
                                .map(GlobalSecondaryIndexDescription::indexName)
                                .map(index -> ScalableResource.id(table.tableName(), index)))
                .toList();
        var notUnderstood = new ArrayList<String>();
        var targets = client
                .describeScalableTargetsPaginator(request ->
                        request.serviceNamespace(ServiceNamespace.DYNAMODB).resourceIds(resources))
                .scalableTargets()
                .stream()
                .map(target -> new ScalableTarget(
                        ScalableResource.index(target.resourceId()),
                        ScalableResource.dimension(target.scalableDimension()),
                        target.minCapacity(),
                        target.maxCapacity(),
                        suspension(target.suspendedState()),
                        policies(target, notUnderstood)))
                .toList();
        return new Found(targets, List.copyOf(notUnderstood));
    }

    private List<ScalingPolicy> policies(
            software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget target,
            List<String> notUnderstood) {
        var policies = new ArrayList<ScalingPolicy>();
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
                        notUnderstood.add(
                                "scaling policy %s of %s is of the kind %s, which cannot be compared or rebuilt"
                                        .formatted(
                                                policy.policyName(), target.resourceId(), policy.policyTypeAsString()));
                    }
                });
        return policies;
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
