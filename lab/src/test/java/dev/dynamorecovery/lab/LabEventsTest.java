package dev.dynamorecovery.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.eventsource.CollectingHandler;
import dev.dynamorecovery.lab.plane.EngineOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A whole lab from a template with a stream, a failure queue with a function behind it, and a schedule. */
class LabEventsTest {

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
              Logger:
                Type: AWS::Serverless::Function
                Properties: {Environment: {Variables: {COLLECTION: logger, STREAM: !GetAtt Things.StreamArn}}}
              Recorder:
                Type: AWS::Serverless::Function
                Properties: {Environment: {Variables: {COLLECTION: recorder}}}
              Clock:
                Type: AWS::Serverless::Function
                Properties: {Environment: {Variables: {COLLECTION: clock}}}
              Lost: {Type: AWS::SQS::Queue}
              Changes:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: !GetAtt Things.StreamArn
                  FunctionName: !Ref Logger.Alias
                  StartingPosition: TRIM_HORIZON
                  BisectBatchOnFunctionError: true
                  MaximumRetryAttempts: 0
                  DestinationConfig: {OnFailure: {Destination: !GetAtt Lost.Arn}}
              LostChanges:
                Type: AWS::Lambda::EventSourceMapping
                Properties: {EventSourceArn: !GetAtt Lost.Arn, FunctionName: !Ref Recorder.Alias}
              Monthly:
                Type: AWS::Events::Rule
                Properties:
                  ScheduleExpression: cron(0 0 1 * ? *)
                  Targets: [{Id: clock, Arn: !Ref Clock.Alias}]
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

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @Test
    void shouldDeliverATablesChangesAndWhatFailedOfThem() throws Exception {
        put("good");
        put("explode");
        put("better");

        lab.mappings().awaitDrained(PATIENCE);

        assertThat(records("logger"))
                .extracting(record -> record.at("/dynamodb/Keys/pk/S").asText())
                .contains("good", "explode", "better");
        assertThat(records("recorder")).singleElement().satisfies(record -> {
            assertThat(record.path("body").asText()).contains("\"batchSize\":1", "RetryAttemptsExhausted");
            assertThat(record.path("eventSourceARN").asText()).endsWith(":stack-Lost");
        });
        String stream = lab.stack().functions().getFirst().environment().getOrDefault("STREAM", "");
        assertThat(lab.calls().calls())
                .contains(
                        new RecordedCall("Logger", "dynamodb:GetRecords", stream),
                        new RecordedCall("Logger", "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:stack-Lost"),
                        new RecordedCall(
                                "Recorder", "sqs:DeleteMessage", "arn:aws:sqs:us-east-1:123456789012:stack-Lost"));
    }

    @Test
    void shouldTellClientsOfTheTemplatesMappings() {
        try (LambdaClient lambda = LabClients.of(LambdaClient.builder(), lab.endpoint(), Region.US_EAST_1)) {
            assertThat(lambda.listEventSourceMappings().eventSourceMappings())
                    .hasSize(2)
                    .allSatisfy(mapping -> assertThat(mapping.state()).isEqualTo("Enabled"))
                    .anySatisfy(mapping -> assertThat(mapping.uuid())
                            .isEqualTo(
                                    lab.stack().eventSourceMappings().getFirst().id()));
        }
    }

    @Test
    void shouldInvokeTheTargetOfARuleWithItsOwnEvent() throws Exception {
        lab.rules().fire("Monthly");

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (CollectingHandler.events("clock").isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        JsonNode event = CollectingHandler.events("clock").getFirst();
        assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
        assertThat(event.path("source").asText()).isEqualTo("aws.events");
        assertThat(event.path("resources").path(0).asText())
                .isEqualTo("arn:aws:events:us-east-1:123456789012:rule/stack-Monthly");
        assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    private static List<JsonNode> records(String collection) {
        return CollectingHandler.events(collection).stream()
                .flatMap(event -> event.path("Records").valueStream())
                .toList();
    }

    private static void put(String key) {
        try (DynamoDbClient dynamoDb = LabClients.of(DynamoDbClient.builder(), lab.endpoint(), Region.US_EAST_1)) {
            dynamoDb.putItem(request -> request.tableName("things").item(Map.of("pk", AttributeValue.fromS(key))));
        }
    }
}
