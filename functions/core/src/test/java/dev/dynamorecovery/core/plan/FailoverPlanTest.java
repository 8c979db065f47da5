package dev.dynamorecovery.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailoverPlanTest {

    @Test
    void shouldTakeTheDefaultsOfWhatThePlanLeavesOut() {
        assertThat(SamplePlans.packaged("users").failover()).isEqualTo(FailoverPlan.DEFAULT);
        assertThat(FailoverPlan.DEFAULT.traffic()).isEqualTo(TrafficMethod.HEALTH_CHECK);
        assertThat(FailoverPlan.DEFAULT.longestPause()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void shouldTakeWhatThePlanSays() {
        FailoverPlan plan = with("lease: PT12S, leaseMargin: PT6S, outFor: PT1M, traffic: RoutingControl");

        assertThat(plan.lease()).isEqualTo(Duration.ofSeconds(12));
        assertThat(plan.leaseMargin()).isEqualTo(Duration.ofSeconds(6));
        assertThat(plan.outFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(plan.traffic()).isEqualTo(TrafficMethod.ROUTING_CONTROL);
        assertThat(plan.probeInterval()).isEqualTo(FailoverPlan.DEFAULT.probeInterval());
    }

    @ParameterizedTest
    @CsvSource({
        "outFor: PT44.999S, failover.outFor",
        "probeInterval: PT0S, failover.probeInterval",
        "probeTimeout: PT0S, failover.probeTimeout",
        "voteFreshFor: PT9.999S, failover.voteFreshFor",
        "targetHealthyFor: PT0S, failover.targetHealthyFor",
        "readinessFreshFor: PT0S, failover.readinessFreshFor",
        "lease: PT0S, failover.lease",
        "leaseMargin: PT0S, failover.leaseMargin",
        "unfinishedAfter: PT29.999S, failover.unfinishedAfter",
        "approvalTimeout: PT59S, failover.approvalTimeout",
        "traffic: Pigeon, failover.traffic",
        "patience: PT1S, failover.patience",
        "lease: 10, failover.lease"
    })
    void shouldRefuseWhatWouldNotBeSafe(String setting, String field) {
        assertThatThrownBy(() -> with(setting))
                .isInstanceOfSatisfying(
                        InvalidPlan.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource({"outFor: PT45S", "voteFreshFor: PT10S", "unfinishedAfter: PT30S"})
    void shouldAcceptWhatIsJustSafe(String setting) {
        assertThat(with(setting)).isNotNull();
    }

    private static FailoverPlan with(String setting) {
        String yaml =
                new String(SamplePlans.bytes("users"), StandardCharsets.UTF_8) + "\nfailover: {" + setting + "}\n";
        return PlanDocument.parse(yaml.getBytes(StandardCharsets.UTF_8)).failover();
    }
}
