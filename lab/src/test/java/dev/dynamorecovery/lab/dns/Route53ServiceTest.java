package dev.dynamorecovery.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.template.HealthCheckDefinition;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;
import software.amazon.awssdk.services.route53.model.Route53Exception;

class Route53ServiceTest {

    private NameService names;
    private LabFront front;
    private Route53Client route53;

    @BeforeEach
    void start() throws Exception {
        names = NameService.start(
                0, () -> URI.create("http://127.0.0.1:1"), arn -> false, new VirtualLabTime(Instant.EPOCH));
        names.createZone("Z1", "application.lab");
        names.deploy(
                List.of(
                        new HealthCheckDefinition(
                                "Asked",
                                "asked",
                                false,
                                new Subject.Endpoint(
                                        true, "127.0.0.1", 1, "/serving/users", Duration.ofSeconds(10), 1)),
                        new HealthCheckDefinition(
                                "Either", "either", false, new Subject.Calculated(List.of("asked"), 1))),
                List.of());
        front = LabFront.start(0, call -> {});
        front.serve(names.service());
        route53 = LabClients.of(Route53Client.builder(), front.endpoint(), Region.AWS_GLOBAL);
    }

    @AfterEach
    void stop() throws Exception {
        route53.close();
        front.close();
        names.close();
    }

    @Test
    void shouldListTheZoneWithItsRecords() {
        HostedZone zone = route53.listHostedZones().hostedZones().getFirst();

        assertThat(zone.id()).isEqualTo("Z1");
        assertThat(zone.name()).isEqualTo("application.lab.");
        assertThat(records()).extracting(ResourceRecordSet::type).containsExactly(RRType.NS, RRType.SOA);
        assertThatThrownBy(() -> route53.listResourceRecordSets(request -> request.hostedZoneId("Z9")))
                .isInstanceOf(NoSuchHostedZoneException.class);
    }

    @Test
    void shouldChangeRecordsAtOnce() {
        ChangeInfo change = change(ChangeAction.UPSERT, cname("us-east-1.application.lab"));
        assertThat(change.status()).isEqualTo(ChangeStatus.INSYNC);
        assertThat(route53.getChange(request -> request.id(change.id()))
                        .changeInfo()
                        .id())
                .isEqualTo(change.id());
        change(ChangeAction.UPSERT, cname("us-east-2.application.lab"));

        assertThat(names.alias("users.application.lab")).contains("us-east-2.application.lab");
        assertThat(records()).hasSize(3);
        change(ChangeAction.DELETE, cname("us-east-2.application.lab"));
        assertThat(names.alias("users.application.lab")).isEmpty();
    }

    @Test
    void shouldKeepPairsWithTheirHealthChecks() {
        ResourceRecordSet secondary = cname("us-east-2.application.lab").toBuilder()
                .failover(ResourceRecordSetFailover.SECONDARY)
                .setIdentifier("standby")
                .healthCheckId("either")
                .build();
        change(ChangeAction.CREATE, secondary);

        assertThat(records()).contains(secondary);
    }

    @Test
    void shouldMakeAllChangesOfABatchOrNone() {
        change(ChangeAction.CREATE, cname("us-east-1.application.lab"));
        ResourceRecordSet elsewhere = cname("us-east-1.application.lab").toBuilder()
                .name("users.example.com.")
                .build();

        assertThatThrownBy(() -> changes(
                        changeOf(ChangeAction.DELETE, cname("us-east-1.application.lab")),
                        changeOf(ChangeAction.CREATE, elsewhere)))
                .isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("not permitted in zone");
        assertThat(names.alias("users.application.lab")).isPresent();
        assertThatThrownBy(() -> change(ChangeAction.CREATE, cname("us-east-2.application.lab")))
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> change(ChangeAction.DELETE, cname("us-east-2.application.lab")))
                .hasMessageContaining("do not match");
        assertThatThrownBy(() -> change(
                        ChangeAction.CREATE,
                        cname("127.0.0.1").toBuilder().type(RRType.A).build()))
                .hasMessageContaining("conflicts");
        assertThatThrownBy(() -> change(
                        ChangeAction.CREATE,
                        cname("us-east-2.application.lab").toBuilder()
                                .weight(10L)
                                .setIdentifier("w")
                                .build()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Weight");
    }

    @Test
    void shouldTellHealthChecksAndWhatTheCheckerSaw() throws Exception {
        assertThat(route53.listHealthChecks().healthChecks())
                .extracting(check -> check.healthCheckConfig().type())
                .containsExactly(HealthCheckType.HTTPS, HealthCheckType.CALCULATED);
        assertThat(route53.getHealthCheck(request -> request.healthCheckId("either"))
                        .healthCheck()
                        .healthCheckConfig()
                        .childHealthChecks())
                .containsExactly("asked");
        names.healthChecks().askAll();

        assertThat(route53.getHealthCheckStatus(request -> request.healthCheckId("asked"))
                        .healthCheckObservations()
                        .getFirst()
                        .statusReport()
                        .status())
                .startsWith("Failure:");
        assertThatThrownBy(() -> route53.getHealthCheckStatus(request -> request.healthCheckId("either")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> route53.getHealthCheck(request -> request.healthCheckId("nobody")))
                .isInstanceOf(NoSuchHealthCheckException.class);
    }

    @Test
    void shouldRefuseOperationsThatItDoesNotHave() {
        assertThatThrownBy(() -> route53.deleteHealthCheck(request -> request.healthCheckId("asked")))
                .isInstanceOfSatisfying(
                        Route53Exception.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidAction"));
    }

    private List<ResourceRecordSet> records() {
        return route53.listResourceRecordSets(request -> request.hostedZoneId("Z1"))
                .resourceRecordSets();
    }

    private ChangeInfo change(ChangeAction action, ResourceRecordSet records) {
        return changes(changeOf(action, records));
    }

    private ChangeInfo changes(Change... changes) {
        return route53.changeResourceRecordSets(
                        request -> request.hostedZoneId("Z1").changeBatch(batch -> batch.changes(changes)))
                .changeInfo();
    }

    private static Change changeOf(ChangeAction action, ResourceRecordSet records) {
        return Change.builder().action(action).resourceRecordSet(records).build();
    }

    private static ResourceRecordSet cname(String value) {
        return ResourceRecordSet.builder()
                .name("users.application.lab.")
                .type(RRType.CNAME)
                .ttl(10L)
                .resourceRecords(ResourceRecord.builder().value(value).build())
                .build();
    }
}
