package dev.dynamorecovery.aws.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;

/** Scalable targets and their policies, in pages of one. */
public final class InMemoryAutoScaling implements ApplicationAutoScalingClient {

    private final Map<String, ScalableTarget> targets = new TreeMap<>();
    private final List<ScalingPolicy> policies = new ArrayList<>();

    /** A policy that somebody made by other means. */
    public void add(ScalingPolicy policy) {
        policies.add(policy);
    }

    @Override
    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
        var found = targets.values().stream()
                .filter(target -> request.resourceIds().contains(target.resourceId()))
                .toList();
        var from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        return DescribeScalableTargetsResponse.builder()
                .scalableTargets(found.subList(from, Math.min(from + 1, found.size())))
                .nextToken(from + 1 < found.size() ? Integer.toString(from + 1) : null)
                .build();
    }

    @Override
    public DescribeScalingPoliciesResponse describeScalingPolicies(DescribeScalingPoliciesRequest request) {
        return DescribeScalingPoliciesResponse.builder()
                .scalingPolicies(policies.stream()
                        .filter(policy -> policy.resourceId().equals(request.resourceId())
                                && policy.scalableDimension() == request.scalableDimension())
                        .toList())
                .build();
    }

    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
        targets.put(
                request.resourceId() + request.scalableDimensionAsString(),
                ScalableTarget.builder()
                        .serviceNamespace(request.serviceNamespace())
                        .resourceId(request.resourceId())
                        .scalableDimension(request.scalableDimension())
                        .minCapacity(request.minCapacity())
                        .maxCapacity(request.maxCapacity())
                        .suspendedState(request.suspendedState())
                        .build());
        return RegisterScalableTargetResponse.builder().build();
    }

    @Override
    public PutScalingPolicyResponse putScalingPolicy(PutScalingPolicyRequest request) {
        policies.removeIf(policy -> policy.policyName().equals(request.policyName())
                && policy.resourceId().equals(request.resourceId()));
        policies.add(ScalingPolicy.builder()
                .policyName(request.policyName())
                .policyType(request.policyType())
                .resourceId(request.resourceId())
                .scalableDimension(request.scalableDimension())
                .targetTrackingScalingPolicyConfiguration(request.targetTrackingScalingPolicyConfiguration())
                .build());
        return PutScalingPolicyResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "autoscaling";
    }

    @Override
    public void close() {}
}
