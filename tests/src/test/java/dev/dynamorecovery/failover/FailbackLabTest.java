package dev.dynamorecovery.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.failover.DynamoDbBallots;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbReadinessReports;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.permissions.RegionalPolicies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The way home, in three Regions of the lab, with the shipped machine, handlers and template. */
class FailbackLabTest {

    private static final String PRIMARY = "us-east-1";
    private static final String STANDBY = "us-east-2";
    private static final String WITNESS = "us-west-2";
    private static final Pattern WAY_BACK =
            Pattern.compile("FailbackPlanner|RegionComparer|LostWriteReconciler|FailbackStateMachine");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Probe WELL = new Probe.Succeeded(Duration.ofMillis(9));

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static DynamoDbClient primary;
    private static DynamoDbClient standby;
    private static DynamoDbControlRecords records;
    private static ScheduledExecutorService observers;
    private static Future<?> voting;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabOptions.ofCheckout(Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(directory)
                .withPort(0)
                .withTimeScale(0.05)
                .withParameter("RpoMeasurement", "DISABLED")
                .withParameter("FailoverAutomation", "DISABLED")
                .withParameter("StreamBatchWindowSeconds", "0")
                .withRegions(LabOptions.THREE_REGIONS));
        primary = client(DynamoDbClient.builder(), PRIMARY);
        standby = client(DynamoDbClient.builder(), STANDBY);
        records = new DynamoDbControlRecords(standby, "recovery-control");
        observers = Executors.newSingleThreadScheduledExecutor();
        voting = observers.scheduleWithFixedDelay(FailbackLabTest::vote, 0, 2, TimeUnit.SECONDS);
        for (String region : new String[] {PRIMARY, STANDBY}) {
            new DynamoDbReadinessReports(standby, "recovery-control")
                    .file(new ReplicaReadiness("orders", region, true, true, "", Instant.now()));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        voting.cancel(true);
        observers.shutdownNow();
        primary.close();
        standby.close();
        lab.close();
    }

    @Test
    void shouldComeHomeWithoutLosingAWriteUnseen() throws Exception {
        failOverWithWritesLeftBehind();

        JsonNode refused = move("""
                {"group":"orders","target":"us-east-1","by":"ada","dryRun":false}""");
        assertThat(refused.path("outcome").asText()).as(refused.toString()).isEqualTo("Refused");
        assertThat(refused.path("code").asText()).isEqualTo("LostWritesUnresolved");
        assertThat(record().servingRegion()).isEqualTo(STANDBY);

        JsonNode listing = reconcile("""
                {"request":"List","group":"orders","revealValues":true}""");
        assertThat(listing.path("writes")).as(listing.toString()).hasSize(5);
        JsonNode lost = lost(listing, "o-1");
        assertThat(lost.path("lostIn").asText()).isEqualTo(PRIMARY);
        assertThat(lost.path("differences").toString()).contains("PAID").contains("SHIPPED");

        resolve(lost, "Merge");
        resolve(lost(listing, "o-3"), "Keep");
        resolve(lost(listing, "o-4"), "Keep");
        resolve(lost(listing, "o-5"), "Keep");
        resolve(lost(listing, "o-6"), "Discard");
        assertThat(Objects.requireNonNull(item(standby, "o-3").get("status")).s())
                .isEqualTo("PAID");
        assertThat(item(standby, "o-4")).containsEntry("status", AttributeValue.fromS("PAID"));
        assertThat(item(standby, "o-5")).isEmpty();
        assertThat(item(standby, "o-6")).containsEntry("status", AttributeValue.fromS("SHIPPED"));
        Map<String, AttributeValue> merged = item(standby, "o-1");
        assertThat(Objects.requireNonNull(merged.get("status")).s()).isEqualTo("SHIPPED");
        assertThat(Objects.requireNonNull(merged.get("payment")).s()).isEqualTo("card");

        shouldGiveTheMoveBackWhereTheRegionsDiffer();

        JsonNode done = move("""
                {"group":"orders","target":"us-east-1","by":"ada","dryRun":false}""");
        assertThat(done.path("outcome").asText()).as(done.toString()).isEqualTo("Concluded");
        assertThat(record().servingRegion()).isEqualTo(PRIMARY);
        assertThat(record().fencedRegions()).isEmpty();
        assertThat(records.timeline("orders").entries())
                .anySatisfy(entry ->
                        assertThat(entry.detail()).contains("equal in us-east-2 and us-east-1; orders: 6 items"));
        assertThat(records.timeline("orders").firstBreak(record().newest())).isEmpty();
        assertThat(item(primary, "o-1")).isEqualTo(merged);
        shouldTellWhatAWriteMayHaveReplacedThatWasSentLate();
        shouldHaveCalledWhatThePoliciesAllowAndBeAllowedNothingElse();
    }

    /** A process in the Region that was left stood still since it looked at its gate, and goes on now. */
    private static void shouldTellWhatAWriteMayHaveReplacedThatWasSentLate() throws Exception {
        // So long after the move that no stamp leaves it open which of the two Regions took writes.
        Thread.sleep(3_000);
        lab.plane().replication().pause(PRIMARY, STANDBY);
        put(primary, "o-2", "SHIPPED", null);
        put(standby, "o-2", "PAID", null);
        lab.plane().replication().resume(PRIMARY, STANDBY);
        settle();
        assertThat(item(primary, "o-2")).containsEntry("status", AttributeValue.fromS("PAID"));

        JsonNode listing = reconcile("""
                {"request":"List","group":"orders","revealValues":true}""");

        assertThat(listing.path("handOvers"))
                .as(listing.toString())
                .hasSize(2)
                .noneMatch(handOver -> handOver.path("open").asBoolean());
        // Both hand-overs may have cost it; it is told once.
        assertThat(listing.path("writes"))
                .filteredOn(write -> write.path("key").asText().endsWith("orderId=o-2"))
                .hasSize(1);
        JsonNode replaced = lost(listing, "o-2");
        assertThat(replaced.path("lostIn").asText()).isEqualTo(PRIMARY);
        assertThat(replaced.path("certain").asBoolean(true)).isFalse();
        assertThat(replaced.path("differences").toString()).contains("SHIPPED").contains("PAID");
        resolve(replaced, "Keep");
        assertThat(item(primary, "o-2")).containsEntry("status", AttributeValue.fromS("SHIPPED"));
    }

    private static void shouldHaveCalledWhatThePoliciesAllowAndBeAllowedNothingElse() {
        RegionalPolicies policies = new RegionalPolicies(
                lab.stack(STANDBY).definition(),
                STANDBY,
                false,
                WAY_BACK,
                lab.calls().calls());
        assertThat(policies.notAllowed()).isEmpty();
        assertThat(policies.notUsed()).isEmpty();
    }

    private static JsonNode lost(JsonNode listing, String order) {
        for (JsonNode write : listing.path("writes")) {
            if (write.path("key").asText().equals("userId=u-1, orderId=" + order)) {
                return write;
            }
        }
        throw new AssertionError(order + " is not listed: " + listing);
    }

    private static void resolve(JsonNode lost, String resolution) {
        JsonNode resolved = reconcile("""
                {"request":"Resolve","group":"orders","resolution":"%s","by":"ada",
                 "writes":[{"id":"%s","holding":"%s"}]}""".formatted(
                resolution, lost.path("id").asText(), lost.path("holding").asText()));
        assertThat(resolved.path("resolutions").path(0).path("outcome").asText())
                .as(resolved.toString())
                .isEqualTo("Resolved");
    }

    /** What an application that keeps to no gate writes in the fenced Region shows, and the old Region serves on. */
    private static void shouldGiveTheMoveBackWhereTheRegionsDiffer() throws Exception {
        lab.plane().replication().pause(PRIMARY, STANDBY);
        put(primary, "o-9", "NEW", null);
        JsonNode released = move("""
                {"group":"orders","target":"us-east-1","by":"ada","dryRun":false}""");
        assertThat(released.path("outcome").asText()).as(released.toString()).isEqualTo("Released");
        assertThat(released.path("reason").asText()).contains("NotEqual").contains("1 are only there");
        assertThat(record().servingRegion()).isEqualTo(STANDBY);
        assertThat(record().mayWrite(STANDBY)).isTrue();
        lab.plane().replication().resume(PRIMARY, STANDBY);
        settle();
    }

    private static void failOverWithWritesLeftBehind() throws Exception {
        ControlRecord first = ControlRecord.first("orders", PRIMARY, Duration.ofSeconds(1), "a test", Instant.now());
        records.create(first);
        put(primary, "o-1", "NEW", null);
        for (String order : new String[] {"o-2", "o-3", "o-4", "o-5", "o-6"}) {
            put(primary, order, "NEW", null);
        }
        lab.plane().replication().awaitDelivered(PATIENCE);
        lab.plane().replication().pause(PRIMARY, STANDBY);
        put(primary, "o-1", "PAID", "card");
        put(primary, "o-3", "PAID", null);
        put(primary, "o-4", "PAID", null);
        delete(primary, "o-5");
        put(primary, "o-6", "PAID", null);
        // The lease has run out when the other Region begins; its clock and the stamps' seconds are apart for certain.
        Thread.sleep(4_000);
        apply(new ControlCommand.TakeClaim(1, "c", "orders-1", Purpose.FAILOVER, STANDBY, true, null), -20);
        apply(new ControlCommand.Fence(2, "c"), -19);
        apply(new ControlCommand.StartLeaseWait(2, "c"), -18);
        apply(new ControlCommand.Switch(2, "c", null), 0);
        apply(new ControlCommand.Conclude(2, "c", true, ""), 0);
        apply(new ControlCommand.Acknowledge(2, "ada"), 0);
        Thread.sleep(3_000);
        for (String order : new String[] {"o-1", "o-3", "o-5", "o-6"}) {
            put(standby, order, "SHIPPED", null);
        }
        delete(standby, "o-4");
        lab.plane().replication().resume(PRIMARY, STANDBY);
        settle();
    }

    /** Until both logs are so old that nothing in them can still be under way. */
    private static void settle() throws Exception {
        lab.plane().replication().awaitDelivered(PATIENCE);
        for (String region : new String[] {PRIMARY, STANDBY}) {
            lab.stack(region).mappings().awaitDrained(PATIENCE);
        }
        Thread.sleep(6_000);
    }

    private static void apply(ControlCommand command, int second) {
        ControlRecord before = record();
        Transition transition = new ControlTransitions(Duration.ofSeconds(5))
                .apply(before, command, Instant.now().plusSeconds(second));
        assertThat(transition).isInstanceOf(Transition.Applied.class);
        assertThat(records.replace(before, ((Transition.Applied) transition).after()))
                .isTrue();
    }

    private static ControlRecord record() {
        return records.read("orders").orElseThrow();
    }

    private static void vote() {
        DynamoDbBallots ballots = new DynamoDbBallots(standby, "recovery-control");
        for (String observer : new String[] {PRIMARY, STANDBY, WITNESS}) {
            for (String subject : new String[] {PRIMARY, STANDBY}) {
                Instant now = Instant.now();
                Vote before = new Observation("orders", observer, subject, now.minusSeconds(90), WELL, WELL, null)
                        .following(Optional.empty(), Duration.ofDays(1));
                ballots.cast(new Observation("orders", observer, subject, now, WELL, WELL, now)
                        .following(Optional.of(before), Duration.ofDays(1)));
            }
        }
    }

    private static JsonNode move(String input) throws Exception {
        String machine = lab.stack(STANDBY).definition().output("FailbackStateMachineArn");
        Execution execution = lab.machines().start(machine, null, input);
        execution.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(execution.status()).as("%s", execution.failure()).isEqualTo(Execution.Status.SUCCEEDED);
        return Objects.requireNonNull(execution.output());
    }

    private static JsonNode reconcile(String event) {
        try (LambdaClient lambda = client(LambdaClient.builder(), STANDBY)) {
            return Documents.readJson(
                    lambda.invoke(request -> request.functionName("dynamo-recovery-LostWriteReconciler:live")
                                    .payload(SdkBytes.fromUtf8String(event)))
                            .payload()
                            .asByteArray());
        }
    }

    private static void put(DynamoDbClient dynamoDb, String order, String status, @Nullable String payment) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "userId", AttributeValue.fromS("u-1"),
                "orderId", AttributeValue.fromS(order),
                "status", AttributeValue.fromS(status)));
        if (payment != null) {
            item.put("payment", AttributeValue.fromS(payment));
        }
        dynamoDb.putItem(request -> request.tableName("orders").item(item));
    }

    private static void delete(DynamoDbClient dynamoDb, String order) {
        dynamoDb.deleteItem(request -> request.tableName("orders")
                .key(Map.of("userId", AttributeValue.fromS("u-1"), "orderId", AttributeValue.fromS(order))));
    }

    private static Map<String, AttributeValue> item(DynamoDbClient dynamoDb, String order) {
        return dynamoDb.getItem(request -> request.tableName("orders")
                        .consistentRead(true)
                        .key(Map.of("userId", AttributeValue.fromS("u-1"), "orderId", AttributeValue.fromS(order))))
                .item();
    }

    private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, String region) {
        return builder.endpointOverride(lab.endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
