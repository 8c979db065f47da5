package dev.dynamorecovery.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.dynamorecovery.aws.failover.DynamoDbBallots;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbReadinessReports;
import dev.dynamorecovery.aws.traffic.DnsNameResolution;
import dev.dynamorecovery.aws.traffic.RecordChangeTraffic;
import dev.dynamorecovery.aws.traffic.RoutingControlTraffic;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.traffic.ApplicationAddresses;
import dev.dynamorecovery.core.failover.traffic.NameResolution;
import dev.dynamorecovery.core.failover.traffic.TrafficMove;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.region.Outage;
import dev.dynamorecovery.lab.routingcontrol.RoutingControls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The shipped stack in three Regions of the lab, with an application behind a name in two of them. */
class FailoverLabTest {

    private static final String PRIMARY = "us-east-1";
    private static final String STANDBY = "us-east-2";
    private static final String WITNESS = "us-west-2";
    private static final Probe WELL = new Probe.Succeeded(Duration.ofMillis(9));
    private static final Probe FAILED = new Probe.Failed(ProbeFailure.TIMEOUT);

    private static final String CONTROL =
            "arn:aws:route53-recovery-control::123456789012:controlpanel/p/routingcontrol/";

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static DynamoDbClient standby;
    private static final List<HttpServer> APPLICATIONS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        int port = application(PRIMARY, 1, 0);
        application(STANDBY, 2, port);
        lab = Lab.start(LabOptions.ofCheckout(Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(directory)
                .withPort(0)
                .withTimeScale(0.05)
                .withParameter("RpoMeasurement", "DISABLED")
                .withParameter("FailoverAutomation", "DISABLED")
                .withParameter("ApplicationProbeUrl", "http://{name}:" + port + "/recovery-probe")
                .withParameter("RoutingControls", "orders:us-east-1=" + CONTROL + "1,orders:us-east-2=" + CONTROL + "2")
                .withRegions(LabOptions.THREE_REGIONS));
        standby = dynamoDb(STANDBY);
    }

    @AfterAll
    static void stop() throws Exception {
        standby.close();
        lab.close();
        APPLICATIONS.forEach(application -> application.stop(0));
    }

    @AfterEach
    void bringAllBack() {
        LabOptions.THREE_REGIONS.forEach(lab.regions()::restore);
    }

    /** Takes every write, and says where it is; in the lab, an address of this machine stands for a Region. */
    private static int application(String region, int number, int port) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) number});
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/recovery-probe", exchange -> {
            exchange.getResponseHeaders().add("x-recovery-region", region);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        APPLICATIONS.add(server);
        return server.getAddress().getPort();
    }

    @Test
    void shouldLeadANameByRoutingControlsWhileFourOfFiveEndpointsAreOut() {
        List<RoutingControlTraffic.Endpoint> endpoints = RoutingControls.ENDPOINT_REGIONS.stream()
                .map(region -> new RoutingControlTraffic.Endpoint(
                        region, lab.endpoint().toString()))
                .toList();
        endpoints.subList(0, 4).forEach(endpoint -> lab.routingControls().kill(endpoint.region()));
        RoutingControlTraffic traffic = new RoutingControlTraffic(
                endpoints,
                Map.of("orders:us-east-1", CONTROL + "1", "orders:us-east-2", CONTROL + "2"),
                endpoint -> Route53RecoveryClusterClient.builder()
                        .endpointOverride(URI.create(endpoint.url()))
                        .region(Region.of(endpoint.region()))
                        .credentialsProvider(credentials())
                        .httpClient(UrlConnectionHttpClient.create())
                        .overrideConfiguration(once -> once.retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(1)
                                .build()))
                        .build());
        TrafficMove move = new TrafficMove("orders", PRIMARY, STANDBY);

        assertThat(traffic.describe(move)).contains("would be turned on");
        assertThat(lab.routingControls().isOn(CONTROL + "1")).isTrue();
        String first = traffic.lead(move);
        traffic.lead(move);

        assertThat(first).contains(endpoints.getLast().region());
        assertThat(lab.routingControls().isOn(CONTROL + "2")).isTrue();
        assertThat(lab.routingControls().isOn(CONTROL + "1")).isFalse();
        endpoints.forEach(endpoint -> lab.routingControls().kill(endpoint.region()));
        assertThatThrownBy(() -> traffic.lead(move)).hasMessageContaining("none of the 5 routing-control endpoints");
        endpoints.forEach(endpoint -> lab.routingControls().revive(endpoint.region()));
    }

    @Test
    void shouldLeadANameByAChangeOfItsRecord() {
        try (Route53Client route53 = Route53Client.builder()
                .endpointOverride(lab.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            ApplicationAddresses addresses = new ApplicationAddresses(
                    Optional.of("application.lab"),
                    Map.of(STANDBY, "us-east-2.application.lab", PRIMARY, "us-east-1.application.lab"),
                    Optional.empty());
            RecordChangeTraffic traffic = new RecordChangeTraffic(
                    route53, Objects.requireNonNull(lab.stack().parameters().get("HostedZoneId")), addresses);
            DnsNameResolution names = new DnsNameResolution(
                    Optional.of("127.0.0.1:" + lab.names().nameServer().getPort()));
            TrafficMove move = new TrafficMove("payments", PRIMARY, STANDBY);
            assertThatThrownBy(() -> names.resolve("payments.application.lab"))
                    .isInstanceOf(NameResolution.Unresolved.class);

            traffic.lead(move);
            traffic.lead(move);

            assertThat(names.resolve("payments.application.lab").addresses()).containsExactly("127.0.1.2");
            assertThat(names.resolve("payments.application.lab").canonicalNames())
                    .contains("us-east-2.application.lab");
        }
    }

    @Test
    void shouldFailOverAndLeadTheNameWithoutTheDeadRegionAndWithoutAnyControlPlane() throws Exception {
        DynamoDbControlRecords records = new DynamoDbControlRecords(standby, "recovery-control");
        records.create(ControlRecord.first("orders", PRIMARY, Duration.ofSeconds(1), "a test", Instant.now()));
        new DynamoDbReadinessReports(standby, "recovery-control")
                .file(new ReplicaReadiness("orders", STANDBY, true, true, "", Instant.now()));
        lab.regions().outage(PRIMARY, new Outage.Dead());
        lab.regions().outage(STANDBY, new Outage.ControlPlaneRefused());
        lab.regions().outage(WITNESS, new Outage.ControlPlaneRefused());
        vote("orders");

        JsonNode answer = invoke(STANDBY, """
                {"request":"Failover","group":"orders","target":"us-east-2","by":"ada","override":null,"dryRun":false}
                """);
        Execution execution = execution(answer);
        execution.ended().get(2, TimeUnit.MINUTES);

        assertThat(execution.status()).as("%s", execution.failure()).isEqualTo(Execution.Status.SUCCEEDED);
        JsonNode output = Objects.requireNonNull(execution.output());
        assertThat(output.path("outcome").asText()).as(output.toString()).isEqualTo("Concluded");
        assertThat(output.path("verified").asBoolean()).as(output.toString()).isTrue();
        assertThat(output.path("traffic").asText()).contains("orders.application.lab leads to [127.0.1.2]");
        assertThat(output.path("evidence").asText()).startsWith("s3://");
        ControlRecord record = records.read("orders").orElseThrow();
        assertThat(record.state()).isEqualTo(ControlState.AWAITING_ACKNOWLEDGEMENT);
        assertThat(record.servingRegion()).isEqualTo(STANDBY);
        assertThat(records.timeline("orders").firstBreak(record.newest())).isEmpty();
        assertThat(lab.notifications().messages())
                .anySatisfy(message ->
                        assertThat(message.subject()).isEqualTo("Failover of orders to us-east-2: Concluded"));
        assertThat(lab.calls().calls())
                .filteredOn(call ->
                        call.caller().startsWith("Failover") && call.caller().endsWith("@" + STANDBY))
                .isNotEmpty()
                .extracting(RecordedCall::resource)
                .noneMatch(resource -> resource.contains(":" + PRIMARY + ":"));
    }

    /** Nobody else tells of it: the rule on stopped executions has the reporter keep what there is. */
    @Test
    void shouldKeepEvidenceOfAFailoverThatSomebodyStopped() throws Exception {
        DynamoDbControlRecords records = new DynamoDbControlRecords(standby, "recovery-control");
        records.create(ControlRecord.first("users", PRIMARY, Duration.ofSeconds(60), "a test", Instant.now()));
        new DynamoDbReadinessReports(standby, "recovery-control")
                .file(new ReplicaReadiness("users", STANDBY, true, true, "", Instant.now()));
        lab.regions().outage(PRIMARY, new Outage.Dead());
        vote("users");
        JsonNode answer = invoke(STANDBY, """
                {"request":"Failover","group":"users","target":"us-east-2","by":"ada","override":null,"dryRun":false}
                """);
        Execution execution = execution(answer);
        await(() -> records.read("users")
                .filter(record -> record.state() == ControlState.LEASE_WAIT)
                .isPresent());

        lab.machines().executions().stop(execution, "ByHand", "a test");

        String key = "failovers/users/" + execution.name() + "-stopped.json";
        await(() -> evidence(key).isPresent());
        JsonNode kept = evidence(key).orElseThrow();
        assertThat(kept.path("reason").asText()).contains("stopped after StartLeaseWait");
        assertThat(kept.path("timeline")).hasSize(4);
        await(() -> lab.notifications().messages().stream()
                .anyMatch(message -> message.message().contains(execution.arn())));
    }

    private static Execution execution(JsonNode answer) {
        assertThat(answer.path("decision").asText()).as(answer.toString()).isEqualTo("Failover");
        return lab.machines()
                .executions()
                .registry()
                .execution(answer.path("executionArn").asText())
                .orElseThrow();
    }

    private static Optional<JsonNode> evidence(String key) {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(lab.endpoint())
                .region(Region.of(STANDBY))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build()) {
            String bucket = lab.stack(STANDBY).definition().output("EvidenceBucketName");
            return Optional.of(Documents.readJson(
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray()));
        } catch (NoSuchKeyException notYet) {
            return Optional.empty();
        }
    }

    /** Until something holds that happens in the background; it has two minutes. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the end of the patience").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void vote(String group) {
        DynamoDbBallots ballots = new DynamoDbBallots(standby, "recovery-control");
        ballots.cast(vote(group, STANDBY, PRIMARY, FAILED, Duration.ofSeconds(46)));
        ballots.cast(vote(group, WITNESS, PRIMARY, FAILED, Duration.ofSeconds(46)));
        ballots.cast(vote(group, STANDBY, WITNESS, WELL, Duration.ofMinutes(9)));
        ballots.cast(vote(group, STANDBY, STANDBY, WELL, Duration.ofMinutes(9)));
        ballots.cast(vote(group, WITNESS, STANDBY, WELL, Duration.ofMinutes(9)));
    }

    private static Vote vote(String group, String observer, String subject, Probe probe, Duration heldFor) {
        Instant now = Instant.now();
        Vote first = new Observation(group, observer, subject, now.minus(heldFor), probe, WELL, null)
                .following(Optional.empty(), Duration.ofDays(1));
        return new Observation(group, observer, subject, now, probe, WELL, now.minusSeconds(47))
                .following(Optional.of(first), Duration.ofDays(1));
    }

    private static JsonNode invoke(String region, String event) {
        try (LambdaClient lambda = LambdaClient.builder()
                .endpointOverride(lab.endpoint())
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            InvokeResponse response =
                    lambda.invoke(request -> request.functionName("dynamo-recovery-FailoverDetector:live")
                            .payload(SdkBytes.fromUtf8String(event)));
            return Documents.readJson(response.payload().asByteArray());
        }
    }

    private static DynamoDbClient dynamoDb(String region) {
        return DynamoDbClient.builder()
                .endpointOverride(lab.endpoint())
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY));
    }
}
