package dev.dynamorecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.aws.failover.DynamoDbApprovals;
import dev.dynamorecovery.aws.failover.DynamoDbBallots;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbKillSwitch;
import dev.dynamorecovery.aws.failover.DynamoDbLossResolutions;
import dev.dynamorecovery.aws.failover.DynamoDbReadinessReports;
import dev.dynamorecovery.aws.failover.DynamoDbToldRefusals;
import dev.dynamorecovery.aws.failover.RememberedTableKeys;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.ControlRecordsContract;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.KillSwitchContract;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.reconcile.LossResolutions;
import dev.dynamorecovery.core.failover.reconcile.LossResolutionsContract;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.failover.vote.BallotsContract;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What the failover keeps in the control table, in AWS's own engine. */
class ControlTableTest implements ControlRecordsContract, BallotsContract, KillSwitchContract, LossResolutionsContract {

    private static final Instant AT = Instant.parse("2026-11-22T03:00:00.123456789Z");
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final ControlTransitions TRANSITIONS = new ControlTransitions(Duration.ofSeconds(5));

    private static RecoveryPlane plane;
    private static LabFront front;
    private static DynamoDbClient client;
    private static VirtualLabTime time;

    private String table = "";

    @BeforeAll
    static void start() throws IOException {
        time = new VirtualLabTime(AT);
        plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
        front = LabFront.start(0, call -> {});
        front.serve(plane.service());
        client = client(ClientOverrideConfiguration.builder().build());
    }

    private static DynamoDbClient client(ClientOverrideConfiguration configuration) {
        return client(configuration, Region.US_EAST_2);
    }

    private static DynamoDbClient client(ClientOverrideConfiguration configuration, Region region) {
        return DynamoDbClient.builder()
                .overrideConfiguration(configuration)
                .endpointOverride(front.endpoint())
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        front.close();
        plane.close();
    }

    @BeforeEach
    void createTable() {
        table = "control-" + TABLES.incrementAndGet();
        client.createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("group"), attribute("position"))
                .keySchema(key("group", KeyType.HASH), key("position", KeyType.RANGE)));
        time.advance(Duration.ofSeconds(10));
    }

    @Override
    public ControlRecords records() {
        return new DynamoDbControlRecords(client, table);
    }

    @Override
    public Ballots ballots() {
        return new DynamoDbBallots(client, table);
    }

    @Override
    public LossResolutions resolutions() {
        return new DynamoDbLossResolutions(client, table);
    }

    @Override
    public KillSwitch killSwitch() {
        return new DynamoDbKillSwitch(client, table);
    }

    @Override
    public void replaceAndDieBetweenTheWrites(ControlRecord before, ControlRecord after) {
        AtomicInteger writes = new AtomicInteger();
        ExecutionInterceptor dying = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof PutItemRequest && writes.incrementAndGet() == 2) {
                    throw new IllegalStateException("the process dies");
                }
            }
        };
        try (DynamoDbClient mortal = client(ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(dying)
                .build())) {
            assertThatThrownBy(() -> new DynamoDbControlRecords(mortal, table).replace(before, after))
                    .hasMessageContaining("the process dies");
        }
    }

    @Test
    void shouldShowWritersWithoutTheSuiteWhoMayWrite() {
        ControlRecord fenced = after(claimed(FIRST), new ControlCommand.Fence(2, "us-east-2/orders-1"));
        records().create(FIRST);
        records().replace(FIRST, fenced);

        Map<String, AttributeValue> item = client.getItem(request -> request.tableName(table)
                        .key(Map.of(
                                "group", AttributeValue.fromS("orders"), "position", AttributeValue.fromS("control"))))
                .item();
        assertThat(item)
                .containsEntry("epoch", AttributeValue.fromN("2"))
                .containsEntry("servingRegion", AttributeValue.fromS("us-east-1"))
                .containsEntry("leaseSeconds", AttributeValue.fromN("10"))
                .containsEntry("state", AttributeValue.fromS("Fenced"));
        assertThat(item).containsEntry("fencedRegions", AttributeValue.fromSs(List.of("us-east-1")));
    }

    @Test
    void shouldRefuseToGoOnOverAForgedTimeline() {
        ControlRecords records = records();
        ControlRecord claimed = claimed(FIRST);
        records.create(FIRST);
        records.replace(FIRST, claimed);
        client.updateItem(request -> request.tableName(table)
                .key(Map.of(
                        "group", AttributeValue.fromS("orders"),
                        "position", AttributeValue.fromS("timeline#000000000001")))
                .updateExpression("SET #hash = :forged")
                .expressionAttributeNames(Map.of("#hash", "hash"))
                .expressionAttributeValues(Map.of(":forged", AttributeValue.fromS("0".repeat(64)))));

        assertThatThrownBy(() -> records.replace(FIRST, claimed)).hasMessageContaining("timeline of orders");
    }

    @Test
    void shouldNotLetALateVoteTakeThePlaceOfANewerOne() {
        DynamoDbBallots ballots = new DynamoDbBallots(client, table);
        Vote old = vote(AT);
        Vote newer = vote(AT.plusSeconds(3));
        ballots.cast(newer);
        ballots.cast(old);

        assertThat(ballots.read("orders")).containsExactly(newer);
        assertThat(ballots.read("users")).isEmpty();
    }

    @Test
    void shouldKeepTheNewestReadinessOfEachRegion() {
        DynamoDbReadinessReports readiness = new DynamoDbReadinessReports(client, table);
        ReplicaReadiness wanting = new ReplicaReadiness("orders", "us-east-2", true, false, "half the capacity", AT);
        ReplicaReadiness ready = new ReplicaReadiness("orders", "us-east-2", true, true, "", AT.plusSeconds(60));
        readiness.file(wanting);
        readiness.file(ready);

        assertThat(readiness.read("orders")).containsExactly(ready);
    }

    @Test
    void shouldCloseOnlyTheRequestOfTheIncident() {
        DynamoDbApprovals approvals = new DynamoDbApprovals(client, table);
        PendingApproval request = new PendingApproval(
                "orders",
                "orders-1",
                "us-east-2",
                "us-west-2",
                PendingApproval.hashOf("code"),
                "token",
                AT,
                AT.plusSeconds(900));
        approvals.open(request);
        approvals.close("orders", "orders-2");
        assertThat(approvals.find("orders")).contains(request);

        approvals.close("orders", "orders-1");
        assertThat(approvals.find("orders")).isEmpty();
        approvals.close("orders", "orders-1");
        assertThat(approvals.find("orders")).isEmpty();
    }

    @Test
    void shouldTellPeopleOnceOfARefusalHoweverManyRegionsSeeIt() {
        DynamoDbToldRefusals here = new DynamoDbToldRefusals(client, table);
        DynamoDbToldRefusals there = new DynamoDbToldRefusals(client, table);

        assertThat(here.last("orders")).isEmpty();
        assertThat(here.note("orders", Detection.TARGET_NOT_READY)).isTrue();
        assertThat(there.note("orders", Detection.TARGET_NOT_READY)).isFalse();
        assertThat(there.note("orders", Detection.TARGET_FENCED)).isTrue();
        assertThat(here.last("orders")).contains(Detection.TARGET_FENCED);
        here.forget("orders");
        assertThat(there.note("orders", Detection.TARGET_FENCED)).isTrue();
    }

    @Test
    void shouldRememberTheKeysOfATableWhenNoControlPlaneAnswers() {
        KeySchema keys = KeySchema.of("group", "position");
        assertThat(new RememberedTableKeys(client, table, List.of(client)).find(table))
                .contains(keys);

        assertThat(new RememberedTableKeys(client, table, List.of()).find(table))
                .contains(keys);
        assertThat(new RememberedTableKeys(client, table, List.of()).find("unheard-of"))
                .isEmpty();
    }

    /** Two Regions that write one item at once: AWS refuses one of them, whose record has to be read again. */
    @Test
    void shouldLetOneWinWhenControllersOfTwoRegionsChangeARecordAtOnce() throws Exception {
        client.updateTable(request -> request.tableName(table)
                .multiRegionConsistency(MultiRegionConsistency.STRONG)
                .replicaUpdates(replicaIn("us-east-1"), replicaIn("us-west-2")));
        time.advance(Duration.ofMinutes(10));
        try (DynamoDbClient west = client(ClientOverrideConfiguration.builder().build(), Region.US_WEST_2);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            ControlRecords here = records();
            ControlRecords there = new DynamoDbControlRecords(west, table);
            here.create(FIRST);
            List<Callable<Boolean>> racers = new ArrayList<>();
            for (int racer = 0; racer < 8; racer++) {
                ControlRecords records = racer % 2 == 0 ? here : there;
                ControlRecord claimed = claimed(FIRST, "racer-" + racer);
                racers.add(() -> records.replace(FIRST, claimed));
            }
            int winners = 0;
            for (Future<Boolean> won : threads.invokeAll(racers)) {
                winners += won.get() ? 1 : 0;
            }

            assertThat(winners).isEqualTo(1);
            assertThat(there.read("orders")).isEqualTo(here.read("orders"));
            assertThat(there.timeline("orders")
                            .firstBreak(there.read("orders").orElseThrow().newest()))
                    .isEmpty();
        }
    }

    private static ReplicationGroupUpdate replicaIn(String region) {
        return ReplicationGroupUpdate.builder()
                .create(replica -> replica.regionName(region))
                .build();
    }

    private static ControlRecord claimed(ControlRecord record, String execution) {
        return after(
                record,
                new ControlCommand.TakeClaim(
                        1, "us-east-2/" + execution, "orders-1", Purpose.FAILOVER, "us-east-2", true, null));
    }

    private static ControlRecord claimed(ControlRecord record) {
        return after(
                record,
                new ControlCommand.TakeClaim(
                        1, "us-east-2/orders-1", "orders-1", Purpose.FAILOVER, "us-east-2", true, null));
    }

    private static ControlRecord after(ControlRecord record, ControlCommand command) {
        return ((Transition.Applied) TRANSITIONS.apply(record, command, AT)).after();
    }

    private static Vote vote(Instant at) {
        return new Observation(
                        "orders",
                        "us-east-2",
                        "us-east-1",
                        at,
                        new Probe.Failed(ProbeFailure.TIMEOUT),
                        new Probe.NotSeen("no endpoint is configured"),
                        at.minusSeconds(1))
                .following(Optional.empty(), Duration.ofSeconds(11));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
