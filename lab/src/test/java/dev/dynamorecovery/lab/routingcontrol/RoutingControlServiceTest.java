package dev.dynamorecovery.lab.routingcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.front.Passage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.ResourceNotFoundException;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControl;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;

class RoutingControlServiceTest {

    private static final String PANEL = "arn:aws:route53-recovery-control::123456789012:controlpanel/0123456789abcdef";
    private static final String EAST = PANEL + "/routingcontrol/east";
    private static final String OHIO = PANEL + "/routingcontrol/ohio";

    private final RoutingControls controls = new RoutingControls();
    private LabFront front;

    @BeforeEach
    void start() throws Exception {
        controls.create(EAST, "users:us-east-1", true);
        controls.create(OHIO, "users:us-east-2", false);
        front = LabFront.start(0, call -> {});
        front.guard(controls.before(Passage.free()));
        front.serve(new RoutingControlService(controls));
    }

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void shouldTellAndSetStatesAtEachEndpoint() {
        for (String region : RoutingControls.ENDPOINT_REGIONS) {
            try (Route53RecoveryClusterClient endpoint = endpoint(region)) {
                endpoint.updateRoutingControlState(
                        request -> request.routingControlArn(OHIO).routingControlState(RoutingControlState.ON));
                assertThat(endpoint.getRoutingControlState(request -> request.routingControlArn(OHIO))
                                .routingControlState())
                        .isEqualTo(RoutingControlState.ON);
                endpoint.updateRoutingControlState(
                        request -> request.routingControlArn(OHIO).routingControlState(RoutingControlState.OFF));
                assertThat(controls.isOn(OHIO)).isFalse();
            }
        }
    }

    @Test
    void shouldListControlsWithTheirPanel() {
        try (Route53RecoveryClusterClient endpoint = endpoint("us-west-2")) {
            RoutingControl control = list(endpoint).getFirst();

            assertThat(control.controlPanelArn()).isEqualTo(PANEL);
            assertThat(control.routingControlName()).isEqualTo("users:us-east-1");
        }
    }

    @Test
    void shouldSetSeveralOrNone() {
        try (Route53RecoveryClusterClient endpoint = endpoint("us-west-2")) {
            UpdateRoutingControlStateEntry off = entry(EAST, RoutingControlState.OFF);
            UpdateRoutingControlStateEntry nobody = entry(PANEL + "/routingcontrol/nobody", RoutingControlState.ON);

            assertThatThrownBy(() -> endpoint.updateRoutingControlStates(
                            request -> request.updateRoutingControlStateEntries(off, nobody)))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThat(controls.isOn(EAST)).isTrue();
            endpoint.updateRoutingControlStates(
                    request -> request.updateRoutingControlStateEntries(off, entry(OHIO, RoutingControlState.ON)));
            assertThat(controls.isOn(EAST)).isFalse();
            assertThat(controls.isOn(OHIO)).isTrue();
        }
    }

    @Test
    void shouldLetEachEndpointDieAlone() {
        controls.kill("us-east-1");
        try (Route53RecoveryClusterClient dead = endpoint("us-east-1");
                Route53RecoveryClusterClient alive = endpoint("ap-southeast-2")) {
            assertThatThrownBy(() -> list(dead)).isInstanceOf(SdkClientException.class);
            assertThat(list(alive)).hasSize(2);
            controls.revive("us-east-1");
            assertThat(list(dead)).hasSize(2);
        }
        assertThatThrownBy(() -> controls.kill("us-east-2")).hasMessageContaining("ap-northeast-1");
    }

    private static List<RoutingControl> list(Route53RecoveryClusterClient endpoint) {
        return endpoint.listRoutingControls(request -> {}).routingControls();
    }

    private static UpdateRoutingControlStateEntry entry(String arn, RoutingControlState state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(arn)
                .routingControlState(state)
                .build();
    }

    private Route53RecoveryClusterClient endpoint(String region) {
        return LabClients.of(Route53RecoveryClusterClient.builder(), front.endpoint(), Region.of(region));
    }
}
