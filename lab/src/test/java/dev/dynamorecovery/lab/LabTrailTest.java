package dev.dynamorecovery.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.eventsource.CollectingHandler;
import dev.dynamorecovery.lab.front.AccessKeys;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.region.ServiceFaults.Denial;
import dev.dynamorecovery.lab.region.ServiceFaults.Throttling;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BackupNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** A whole lab whose event bus hears of calls, and whose services fail on demand. */
class LabTrailTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Globals: {Function: {Handler: %s, AutoPublishAlias: live, Timeout: 30}}
            Resources:
              Things:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: things
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
                  PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
              Auditor:
                Type: AWS::Serverless::Function
                Properties: {Environment: {Variables: {COLLECTION: auditor}}}
              Changes:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: !GetAtt Things.StreamArn
                  FunctionName: !Ref Auditor.Alias
                  StartingPosition: LATEST
              Weakened:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern:
                    source: [aws.dynamodb]
                    detail-type: [AWS API Call via CloudTrail]
                    detail: {eventName: [UpdateContinuousBackups]}
                  Targets: [{Id: auditor, Arn: !Ref Auditor.Alias}]
            """.formatted(CollectingHandler.class.getName());

    @TempDir
    private static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        Path template = Files.writeString(directory.resolve("template.yaml"), TEMPLATE);
        lab = Lab.start(new LabOptions(
                template,
                directory.resolve("state"),
                0,
                0.001,
                "stack",
                "us-east-1",
                Map.of(),
                1,
                EngineOptions.dynamoDbLocal()));
    }

    @AfterEach
    void end() {
        lab.faults().clear();
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @Test
    void shouldTellOfAChangeAsCloudTrailDoesAndInvokeTheRulesTarget() {
        try (DynamoDbClient dynamo = dynamo("LABOPERATOR")) {
            dynamo.updateContinuousBackups(request -> request.tableName("things")
                    .pointInTimeRecoverySpecification(setting -> setting.pointInTimeRecoveryEnabled(false)));
            dynamo.updateContinuousBackups(request -> request.tableName("things")
                    .pointInTimeRecoverySpecification(setting -> setting.pointInTimeRecoveryEnabled(true)));
        }

        JsonNode event = event("UpdateContinuousBackups");
        assertThat(event.path("detail-type").asText()).isEqualTo("AWS API Call via CloudTrail");
        assertThat(event.path("source").asText()).isEqualTo("aws.dynamodb");
        JsonNode detail = event.path("detail");
        assertThat(detail.path("eventSource").asText()).isEqualTo("dynamodb.amazonaws.com");
        assertThat(detail.path("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(detail.path("readOnly").isBoolean()).isTrue();
        assertThat(detail.at("/requestParameters/tableName").asText()).isEqualTo("things");
        assertThat(detail.at("/requestParameters/pointInTimeRecoverySpecification/pointInTimeRecoveryEnabled"))
                .hasToString("false");
        assertThat(detail.at("/responseElements/continuousBackupsDescription/continuousBackupsStatus")
                        .asText())
                .isEqualTo("ENABLED");
        assertThat(detail.at("/userIdentity/type").asText()).isEqualTo("IAMUser");
        assertThat(detail.at("/userIdentity/arn").asText()).isEqualTo("arn:aws:iam::123456789012:user/LABOPERATOR");
        assertThat(detail.at("/resources/0/ARN").asText()).endsWith(":table/things");
        await(() -> !CollectingHandler.events("auditor").isEmpty());
        assertThat(CollectingHandler.events("auditor")
                        .getFirst()
                        .at("/detail/eventName")
                        .asText())
                .isEqualTo("UpdateContinuousBackups");
    }

    @Test
    void shouldNameTheFunctionThatCalledAndTheErrorItGot() {
        try (DynamoDbClient dynamo = dynamo(AccessKeys.in("us-east-1", "LABFUNCTIONAuditor"))) {
            String unknown = "arn:aws:dynamodb:us-east-1:123456789012:table/things/backup/01700000000000-aaaaaaaa";
            assertThatThrownBy(() -> dynamo.deleteBackup(request -> request.backupArn(unknown)))
                    .isInstanceOf(BackupNotFoundException.class);
        }

        JsonNode detail = event("DeleteBackup").path("detail");
        assertThat(detail.path("errorCode").asText()).isEqualTo("BackupNotFoundException");
        assertThat(detail.path("errorMessage").asText()).contains("01700000000000");
        assertThat(detail.path("responseElements").isNull()).isTrue();
        assertThat(detail.at("/userIdentity/type").asText()).isEqualTo("AssumedRole");
        assertThat(detail.at("/userIdentity/arn").asText())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/stack-AuditorRole/stack-Auditor");
        assertThat(detail.at("/userIdentity/sessionContext/sessionIssuer/userName")
                        .asText())
                .isEqualTo("stack-AuditorRole");
    }

    @Test
    void shouldTellOfAMappingThatIsSwitchedOff() {
        try (LambdaClient lambda = LabClients.of(LambdaClient.builder(), lab.endpoint(), Region.US_EAST_1)) {
            String id = lambda.listEventSourceMappings()
                    .eventSourceMappings()
                    .getFirst()
                    .uuid();
            lambda.updateEventSourceMapping(request -> request.uuid(id).enabled(false));

            JsonNode event = event("UpdateEventSourceMapping20150331");
            assertThat(event.path("source").asText()).isEqualTo("aws.lambda");
            assertThat(event.at("/detail/requestParameters/uUID").asText()).isEqualTo(id);
            assertThat(event.at("/detail/requestParameters/enabled").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void shouldTellOfAlarmsThatAreChangedWhateverTheProtocol() {
        try (CloudWatchClient watch = LabClients.of(CloudWatchClient.builder(), lab.endpoint(), Region.US_EAST_1)) {
            assertThatThrownBy(() -> watch.deleteAlarms(request -> request.alarmNames("absent")))
                    .isInstanceOf(CloudWatchException.class);
        }

        JsonNode event = event("DeleteAlarms");
        assertThat(event.path("source").asText()).isEqualTo("aws.monitoring");
        assertThat(event.at("/detail/eventSource").asText()).isEqualTo("monitoring.amazonaws.com");
        assertThat(event.at("/detail/requestParameters/alarmNames/0").asText()).isEqualTo("absent");
        assertThat(event.at("/detail/errorCode").asText()).isEqualTo("ResourceNotFound");
    }

    @Test
    void shouldNotTellOfItemsAndReads() {
        try (DynamoDbClient dynamo = dynamo("LABOPERATOR")) {
            dynamo.putItem(request -> request.tableName("things").item(Map.of("pk", AttributeValue.fromS("secret"))));
            dynamo.describeTable(request -> request.tableName("things"));
            dynamo.tagResource(request -> request.resourceArn("arn:aws:dynamodb:us-east-1:123456789012:table/things")
                    .tags(List.of(Tag.builder().key("last").value("one").build())));
        }

        event("TagResource");
        assertThat(lab.stack("us-east-1").events().seen())
                .allSatisfy(event -> assertThat(event.toString())
                        .doesNotContain("secret")
                        .doesNotContain("\"PutItem\"")
                        .doesNotContain("\"DescribeTable\""));
    }

    @Test
    void shouldThrottleAShareOfControlPlaneCallsInEachServicesWords() {
        lab.faults().throttle(new Throttling("dynamodb", 0.5, 7));
        lab.faults().throttle(new Throttling("lambda", 1, 7));
        lab.faults().throttle(new Throttling("monitoring", 1, 7));
        int throttled = 0;
        try (DynamoDbClient dynamo = dynamo("LABOPERATOR");
                LambdaClient lambda = LabClients.of(LambdaClient.builder(), lab.endpoint(), Region.US_EAST_1);
                CloudWatchClient watch = LabClients.of(CloudWatchClient.builder(), lab.endpoint(), Region.US_EAST_1)) {
            for (int call = 0; call < 100; call++) {
                try {
                    dynamo.listTables();
                } catch (DynamoDbException fault) {
                    assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
                    assertThat(fault.isThrottlingException()).isTrue();
                    throttled++;
                }
                dynamo.getItem(
                        request -> request.tableName("things").key(Map.of("pk", AttributeValue.fromS("absent"))));
            }
            assertThatThrownBy(lambda::listFunctions).isInstanceOf(TooManyRequestsException.class);
            assertThatThrownBy(watch::describeAlarms)
                    .isInstanceOfSatisfying(
                            CloudWatchException.class,
                            fault -> assertThat(fault.isThrottlingException()).isTrue());
        }
        assertThat(throttled).isBetween(30, 70);
    }

    @Test
    void shouldDenyOneCallToOneFunctionOnly() {
        lab.faults().deny(new Denial("Auditor", "dynamodb", "DescribeContinuousBackups"));

        try (DynamoDbClient auditor = dynamo(AccessKeys.in("us-east-1", "LABFUNCTIONAuditor"));
                DynamoDbClient operator = dynamo("LABOPERATOR")) {
            assertThatThrownBy(() -> auditor.describeContinuousBackups(request -> request.tableName("things")))
                    .isInstanceOfSatisfying(DynamoDbException.class, fault -> {
                        assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                        assertThat(fault.getMessage())
                                .contains("assumed-role/stack-AuditorRole/stack-Auditor is not authorized to perform:"
                                        + " dynamodb:DescribeContinuousBackups");
                    });
            assertThat(auditor.listTables().tableNames()).contains("things");
            assertThat(operator.describeContinuousBackups(request -> request.tableName("things"))
                            .continuousBackupsDescription())
                    .isNotNull();
        }
    }

    @Test
    void shouldTakeFaultsFromTheLabsOperator() throws Exception {
        assertThat(control("PUT", "faults/throttling", "{\"service\":\"dynamodb\",\"share\":1}"))
                .contains("\"throttling\":[{\"service\":\"dynamodb\",\"share\":1.0,\"seed\":1}]");
        assertThat(control("PUT", "faults/denial", "{\"service\":\"s3\",\"operation\":\"PutObject\"}"))
                .contains("\"denials\":[{\"caller\":\"*\",\"service\":\"s3\",\"operation\":\"PutObject\"}]");
        assertThat(control("DELETE", "faults", "")).contains("\"throttling\":[]", "\"denials\":[]");
        assertThat(control("PUT", "faults/throttling", "{\"service\":\"dynamodb\",\"share\":2}"))
                .contains("share 2.0 of the calls");
        assertThat(control("PUT", "faults/denial", "{\"service\":\"s3\"}"))
                .contains("operation of a denial is missing");
    }

    private static String control(String method, String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(lab.endpoint() + "/lab/" + path))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static DynamoDbClient dynamo(String accessKeyId) {
        return DynamoDbClient.builder()
                .endpointOverride(lab.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")))
                .overrideConfiguration(configuration -> configuration.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    private static JsonNode event(String name) {
        List<JsonNode> found = new ArrayList<>();
        await(() -> {
            lab.stack("us-east-1").events().seen().stream()
                    .filter(event -> event.at("/detail/eventName").asText().equals(name))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
