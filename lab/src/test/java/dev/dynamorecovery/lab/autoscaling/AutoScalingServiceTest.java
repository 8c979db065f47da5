package dev.dynamorecovery.lab.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;

class AutoScalingServiceTest {

    private static final String TABLE = "table/orders";
    private static final ScalableDimension READS = ScalableDimension.DYNAMODB_TABLE_READ_CAPACITY_UNITS;

    private LabFront front;
    private ApplicationAutoScalingClient scaling;

    @BeforeEach
    void start() throws Exception {
        front = LabFront.start(0, call -> {});
        front.serve(new AutoScalingService(new VirtualLabTime(Instant.EPOCH)));
        scaling = LabClients.of(ApplicationAutoScalingClient.builder(), front.endpoint(), Region.US_EAST_1);
    }

    @AfterEach
    void stop() {
        scaling.close();
        front.close();
    }

    @Test
    void shouldKeepTargetsAndTheirPolicies() {
        register(5, 50);
        putPolicy();

        assertThat(scaling.describeScalableTargets(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                                .resourceIds(TABLE, "table/users"))
                        .scalableTargets())
                .singleElement()
                .satisfies(target -> {
                    assertThat(target.minCapacity()).isEqualTo(5);
                    assertThat(target.maxCapacity()).isEqualTo(50);
                    assertThat(target.scalableDimension()).isEqualTo(READS);
                });
        assertThat(scaling.describeScalingPolicies(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                                .resourceId(TABLE))
                        .scalingPolicies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.targetTrackingScalingPolicyConfiguration()
                                .targetValue())
                        .isEqualTo(70));
    }

    @Test
    void shouldForgetPoliciesWithTheirTarget() {
        register(5, 50);
        putPolicy();
        scaling.deregisterScalableTarget(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(TABLE)
                .scalableDimension(READS));

        assertThat(scaling.describeScalingPolicies(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB))
                        .scalingPolicies())
                .isEmpty();
    }

    @Test
    void shouldRefuseAsTheServiceDoes() {
        assertThatThrownBy(this::putPolicy).isInstanceOf(ObjectNotFoundException.class);
        assertThatThrownBy(() -> register(9, 1)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        scaling.describeScalableTargets(request -> request.serviceNamespace(ServiceNamespace.ECS)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> scaling.describeScheduledActions(
                        request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)))
                .hasMessageContaining("does not support DescribeScheduledActions");
    }

    private void register(int minimum, int maximum) {
        scaling.registerScalableTarget(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(TABLE)
                .scalableDimension(READS)
                .minCapacity(minimum)
                .maxCapacity(maximum));
    }

    private void putPolicy() {
        scaling.putScalingPolicy(request -> request.serviceNamespace(ServiceNamespace.DYNAMODB)
                .resourceId(TABLE)
                .scalableDimension(READS)
                .policyName("reads")
                .policyType(PolicyType.TARGET_TRACKING_SCALING)
                .targetTrackingScalingPolicyConfiguration(tracking -> tracking.targetValue(70.0)
                        .predefinedMetricSpecification(metric ->
                                metric.predefinedMetricType(MetricType.DYNAMO_DB_READ_CAPACITY_UTILIZATION))));
    }
}
