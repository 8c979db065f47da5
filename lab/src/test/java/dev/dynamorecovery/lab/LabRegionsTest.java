package dev.dynamorecovery.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.region.Outage;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A lab with a primary, a standby and a witness, as AWS's own clients find it. */
class LabRegionsTest {

    private static final String EAST = "us-east-1";
    private static final String STANDBY = "us-east-2";
    private static final String WITNESS = "us-west-2";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabOptions.ofCheckout(Path.of(".."))
                .withStateDirectory(directory)
                .withPort(0)
                .withTimeScale(0.001)
                .withParameter("RpoMeasurement", "DISABLED")
                .withParameter("FailoverAutomation", "DISABLED")
                .withRegions(LabOptions.THREE_REGIONS));
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @AfterEach
    void restoreAll() {
        LabOptions.THREE_REGIONS.forEach(lab.regions()::restore);
        lab.regions().replication().resume(EAST, STANDBY);
    }

    @Test
    void shouldGiveEachRegionItsStackRoleAndFunctions() {
        for (String region : LabOptions.THREE_REGIONS) {
            try (CloudFormationClient stacks =
                            LabClients.of(CloudFormationClient.builder(), lab.endpoint(), Region.of(region));
                    SfnClient machines = LabClients.of(SfnClient.builder(), lab.endpoint(), Region.of(region));
                    LambdaClient functions = LabClients.of(LambdaClient.builder(), lab.endpoint(), Region.of(region))) {
                assertThat(stacks.describeStacks().stacks().getFirst().parameters())
                        .anySatisfy(parameter -> assertThat(parameter.parameterKey() + "=" + parameter.parameterValue())
                                .isEqualTo("RegionRole=" + role(region)));
                assertThat(machines.listStateMachines().stateMachines())
                        .hasSize(lab.stack().stateMachines().size())
                        .allSatisfy(
                                machine -> assertThat(machine.stateMachineArn()).contains(":" + region + ":"));
                assertThat(functions.listFunctions().functions())
                        .isNotEmpty()
                        .allSatisfy(
                                function -> assertThat(function.functionArn()).contains(":" + region + ":"));
            }
        }
        assertThat(lab.stack(STANDBY).region()).isEqualTo(STANDBY);
        assertThat(lab.stack(STANDBY).definition().buckets())
                .doesNotContainAnyElementsOf(lab.stack(EAST).definition().buckets());
    }

    @Test
    void shouldReplicateTheExampleTablesToTheStandbyWithSettingsOfTheirOwn() throws Exception {
        try (DynamoDbClient east = dynamoDb(EAST, EAST);
                DynamoDbClient standby = dynamoDb(STANDBY, STANDBY)) {
            TableDescription replica = standby.describeTable(request -> request.tableName("orders"))
                    .table();
            assertThat(replica.replicas())
                    .extracting(ReplicaDescription::regionName)
                    .containsExactly(EAST);
            assertThat(replica.deletionProtectionEnabled()).isTrue();
            assertThat(replica.globalSecondaryIndexes()).hasSize(1);
            assertThat(standby.listTagsOfResource(request -> request.resourceArn(replica.tableArn()))
                            .tags())
                    .anySatisfy(tag -> assertThat(tag.key() + "=" + tag.value()).isEqualTo("recovery:plan=orders"));
            assertThat(standby.describeTimeToLive(request -> request.tableName("orders"))
                            .timeToLiveDescription()
                            .attributeName())
                    .isEqualTo("expiresAt");
            assertThat(standby.describeContinuousBackups(request -> request.tableName("orders"))
                            .continuousBackupsDescription()
                            .pointInTimeRecoveryDescription()
                            .recoveryPeriodInDays())
                    .isEqualTo(35);
            // The standby's stack logs the replica's own stream.
            assertThat(lab.stack(STANDBY).definition().parameters())
                    .containsEntry("OrdersStreamLabel", replica.latestStreamLabel());
            assertThat(lab.stack(WITNESS).definition().parameters()).containsEntry("OrdersStreamLabel", "");

            put(east, "replicated");
            lab.regions().replication().awaitDelivered(Duration.ofSeconds(20));
            assertThat(has(standby, "replicated")).isTrue();
        }
    }

    @Test
    void shouldAnswerNobodyInADeadRegionAndReplicateWhenItReturns() throws Exception {
        try (DynamoDbClient east = dynamoDb(EAST, EAST);
                DynamoDbClient standby = dynamoDb(STANDBY, STANDBY);
                DynamoDbClient fromEast = dynamoDb(STANDBY, EAST)) {
            lab.regions().replication().pause(EAST, STANDBY);
            put(east, "left-behind");
            lab.regions().outage(EAST, new Outage.Dead());
            lab.regions().replication().resume(EAST, STANDBY);

            assertThatThrownBy(() -> put(east, "never")).isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> put(fromEast, "never")).isInstanceOf(SdkClientException.class);
            put(standby, "goes-on");
            assertThat(has(standby, "left-behind")).isFalse();

            lab.regions().restore(EAST);
            lab.regions().replication().awaitDelivered(Duration.ofSeconds(20));
            assertThat(has(standby, "left-behind")).isTrue();
            assertThat(has(east, "goes-on")).isTrue();
            assertThat(has(east, "never")).isFalse();
        }
    }

    @Test
    void shouldRefuseOnlyControlPlanesWhenAskedTo() {
        try (DynamoDbClient standby = dynamoDb(STANDBY, EAST);
                SfnClient machines = LabClients.of(SfnClient.builder(), lab.endpoint(), Region.of(STANDBY))) {
            lab.regions().outage(STANDBY, new Outage.ControlPlaneRefused());

            put(standby, "data-plane");
            assertThatThrownBy(() -> standby.describeTable(request -> request.tableName("orders")))
                    .isInstanceOfSatisfying(
                            DynamoDbException.class,
                            failure -> assertThat(failure.statusCode()).isEqualTo(503));
            assertThatThrownBy(machines::listStateMachines).hasMessageContaining("Status Code: 503");
        }
    }

    @Test
    void shouldErrAndBeSlowAsToldAndRecover() {
        try (DynamoDbClient east = dynamoDb(EAST, EAST)) {
            lab.regions().outage(EAST, new Outage.Erroring(500));
            assertThatThrownBy(() -> has(east, "any"))
                    .isInstanceOfSatisfying(
                            DynamoDbException.class,
                            failure -> assertThat(failure.statusCode()).isEqualTo(500));
            lab.regions().restore(EAST);
            lab.regions().outage(EAST, new Outage.Slow(Duration.ofMillis(300)));

            long started = System.nanoTime();
            assertThat(has(east, "any")).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void shouldBeCutOffFromSomeCallersOnly() {
        try (DynamoDbClient near = dynamoDb(EAST, STANDBY);
                DynamoDbClient far = dynamoDb(EAST, WITNESS)) {
            lab.regions().outage(EAST, new Outage.CutOff(Set.of(WITNESS)));

            assertThat(has(near, "any")).isFalse();
            assertThatThrownBy(() -> has(far, "any")).isInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void shouldObeyItsOperatorAndTellHowTheRegionsStand() throws Exception {
        JsonNode dead = control("PUT", "/lab/regions/us-east-1/outage", "{\"kind\":\"dead\"}", 200);
        assertThat(dead.at("/regions/0/outages/0/kind").asText()).isEqualTo("dead");
        assertThat(lab.regions().alive(EAST)).isFalse();
        control("DELETE", "/lab/regions/us-east-1/outage", "", 200);
        assertThat(lab.regions().alive(EAST)).isTrue();

        JsonNode late = control("PUT", "/lab/replication/us-east-2/us-west-2", "{\"lagMillis\":2000}", 200);
        assertThat(late.path("replication"))
                .anySatisfy(link -> assertThat(link.path("lagMillis").asLong()).isEqualTo(2_000));
        lab.regions().replication().lag(STANDBY, WITNESS, Duration.ofMillis(100));

        assertThat(control("PUT", "/lab/regions/eu-north-1/outage", "{}", 400)
                        .path("message")
                        .asText())
                .contains("us-east-1, us-east-2, us-west-2");
        control("PUT", "/lab/regions/us-east-1/outage", "{\"kind\":\"sleepy\"}", 400);
        control("PUT", "/lab/replication/us-east-1/us-east-1", "{\"paused\":true}", 400);
        control("POST", "/lab/regions/us-east-1/outage", "{}", 404);
        assertThat(lab.regions().outages(EAST)).isEmpty();
    }

    @Test
    void shouldNotObeyAWebPageThatGivesThisMachineAnotherName() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), lab.endpoint().getPort())) {
            String request = """
                    DELETE /lab/regions/us-east-1/outage HTTP/1.1
                    Host: evil.example
                    Connection: close

                    """.replace("\n", "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 403");
        }
    }

    private static JsonNode control(String method, String path, String body, int status) throws Exception {
        URI uri = lab.endpoint().resolve(path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return JSON.readTree(answer.body());
        }
    }

    private static String role(String region) {
        return switch (region) {
            case EAST -> "primary";
            case STANDBY -> "standby";
            default -> "witness";
        };
    }

    /** A client that never tries again, of an application in one Region that calls another. */
    private static DynamoDbClient dynamoDb(String region, String callerRegion) {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(lab.endpoint())
                .region(Region.of(region))
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.applicationAccessKeyId(callerRegion), Lab.SECRET_ACCESS_KEY)))
                .build();
    }

    private static void put(DynamoDbClient client, String key) {
        client.putItem(request -> request.tableName("users")
                .item(Map.of("userId", AttributeValue.fromS(key), "name", AttributeValue.fromS("n"))));
    }

    private static boolean has(DynamoDbClient client, String key) {
        return client.getItem(request -> request.tableName("users")
                        .consistentRead(true)
                        .key(Map.of("userId", AttributeValue.fromS(key))))
                .hasItem();
    }
}
