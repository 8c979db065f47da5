package dev.dynamorecovery.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.failover.DynamoDbBallots;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbReadinessReports;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.notification.PublishedMessage;
import dev.dynamorecovery.lab.region.Outage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The primary Region dies and machines alone move a group: observers, detectors, the state machine, as shipped. What they
 * call meanwhile is held against the policies of template.yaml.
 */
class FailoverPermissionsTest {

    private static final String PRIMARY = "us-east-1";
    private static final String STANDBY = "us-east-2";
    private static final String WITNESS = "us-west-2";
    private static final String TABLE = "recovery-control";
    private static final Pattern FAILOVER =
            Pattern.compile("RegionObserver|Failover[A-Za-z]+|TrafficSwitcher|ServingAnswerer|FailoverStateMachine");
    private static final Pattern CODE = Pattern.compile("--code ([0-9a-f]{32})");
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static DynamoDbClient standby;
    private static DynamoDbControlRecords records;
    private static Set<RecordedCall> calls;

    @BeforeAll
    static void letTheMachinesMoveAGroup() throws Exception {
        lab = Lab.start(LabOptions.ofCheckout(Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(directory)
                .withPort(0)
                .withTimeScale(0.05)
                .withParameter("RpoMeasurement", "DISABLED")
                .withRegions(LabOptions.THREE_REGIONS));
        standby = client(DynamoDbClient.builder(), STANDBY);
        records = new DynamoDbControlRecords(standby, TABLE);
        DynamoDbReadinessReports readiness = new DynamoDbReadinessReports(standby, TABLE);
        await(
                "both groups are under control",
                Duration.ofMinutes(1),
                () -> records.read("users").isPresent()
                        && records.read("orders").isPresent());
        await("all Regions are seen well", Duration.ofMinutes(1), () -> seen(RegionView.HEALTHY, 9));
        await(
                "the standby was found ready",
                Duration.ofSeconds(30),
                () -> readiness.read("orders").stream()
                        .anyMatch(report -> report.region().equals(STANDBY) && report.ready()));
        // No control plane answers, so the standby stays unfit to take the orders until one does again.
        lab.regions().outage(STANDBY, new Outage.ControlPlaneRefused());
        lab.regions().outage(WITNESS, new Outage.ControlPlaneRefused());
        readiness.file(new ReplicaReadiness("orders", STANDBY, true, false, "a test says so", Instant.now()));
        lab.regions().outage(PRIMARY, new Outage.Dead());
        await("the primary is seen out from outside", Duration.ofSeconds(30), () -> seen(RegionView.OUT, 2));
        await("the users have moved", Duration.ofMinutes(2), () -> moved("users"));
        await(
                "people were told why the orders have not",
                Duration.ofSeconds(30),
                () -> subjects().stream().anyMatch("Failover of orders refused: TargetNotReady"::equals));
        lab.regions().restore(STANDBY);
        await("the orders have followed", Duration.ofMinutes(2), () -> moved("orders"));
        answerAQuestion();
        tellOfAStoppedExecution();
        calls = lab.calls().calls();
    }

    @AfterAll
    static void stop() throws Exception {
        standby.close();
        lab.close();
    }

    @Test
    void shouldMoveTheGroupOnceAndWaitForAPerson() {
        ControlRecord record = records.read("users").orElseThrow();
        assertThat(record.state()).isEqualTo(ControlState.AWAITING_ACKNOWLEDGEMENT);
        assertThat(record.fencedRegions()).containsExactly(PRIMARY);
        assertThat(records.timeline("users").entries())
                .extracting(entry -> entry.event())
                .containsExactly("Enrol", "TakeClaim", "Fence", "StartLeaseWait", "Switch", "Conclude");
    }

    @Test
    void shouldTellPeopleOnceOfTheRefusalAndOfEachFailover() {
        assertThat(subjects())
                .contains("Failover of orders refused: TargetNotReady")
                .filteredOn(subject -> subject.startsWith("Failover of users to us-east-2: Concluded"))
                .hasSize(1);
        assertThat(subjects())
                .filteredOn(subject -> subject.startsWith("Failover of orders refused"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {PRIMARY, STANDBY, WITNESS})
    void shouldCallNothingThatIsNotAllowed(String region) {
        assertThat(policies(region).notAllowed()).isEmpty();
    }

    /** Which of the two living Regions acts is a race: what either has called counts for both. */
    @Test
    void shouldAllowNothingThatIsNeverCalled() {
        Set<String> unusedInWitness = policies(WITNESS).notUsed();

        assertThat(policies(STANDBY).notUsed())
                .filteredOn(unusedInWitness::contains)
                .isEmpty();
    }

    private static RegionalPolicies policies(String region) {
        return new RegionalPolicies(lab.stack(region).definition(), region, region.equals(PRIMARY), FAILOVER, calls);
    }

    /** The packaged plans ask nobody: the question is put as the machine would. */
    private static void answerAQuestion() throws InterruptedException {
        invoke("FailoverApprover", """
                {"request":"Ask","group":"orders","incident":"orders-9","target":"us-east-1","purpose":"Failover","taskToken":"bGFiLXRhc2s6MQ==",\
                "cause":"a test","waitSeconds":900}""");
        await(
                "a question was sent",
                Duration.ofSeconds(20),
                () -> subjects().stream().anyMatch(subject -> subject.startsWith("Approve failover of orders")));
        String question = lab.notifications().messages().stream()
                .filter(message -> String.valueOf(message.subject()).startsWith("Approve"))
                .map(PublishedMessage::message)
                .findFirst()
                .orElseThrow();
        Matcher code = CODE.matcher(question);
        assertThat(code.find()).isTrue();
        JsonNode answer = invoke("FailoverApprover", """
                {"request":"Answer","group":"orders","incident":"orders-9","code":"%s","by":"ada","approved":true}""".formatted(code.group(1)));
        assertThat(answer.path("reason").asText()).contains("waits no longer");
    }

    /** As the rule does for an execution that was stopped. */
    private static void tellOfAStoppedExecution() throws IOException {
        assertThat(invoke("FailoverReporter", Files.readString(Path.of("../events/failover/execution-stopped.json")))
                        .path("kept")
                        .asText())
                .isEqualTo("failovers/orders/orders-1-1122T0300-stopped.json");
    }

    private static JsonNode invoke(String function, String event) {
        try (LambdaClient lambda = client(LambdaClient.builder(), STANDBY)) {
            return Documents.readJson(lambda.invoke(
                            request -> request.functionName("dynamo-recovery-" + function + ":live")
                                    .payload(SdkBytes.fromString(event, StandardCharsets.UTF_8)))
                    .payload()
                    .asByteArray());
        }
    }

    private static List<String> subjects() {
        return lab.notifications().messages().stream()
                .map(message -> String.valueOf(message.subject()))
                .toList();
    }

    private static boolean moved(String group) {
        return records.read(group)
                .filter(record -> record.state() == ControlState.AWAITING_ACKNOWLEDGEMENT)
                .isPresent();
    }

    private static boolean seen(RegionView view, int votes) {
        List<Vote> fresh = new DynamoDbBallots(standby, TABLE)
                .read("users").stream().filter(vote -> vote.view() == view).toList();
        return fresh.size() >= votes;
    }

    private static void await(String what, Duration patience, BooleanSupplier happened) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            B builder, String region) {
        return builder.endpointOverride(lab.endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
