package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.ChangeSelection;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.LogContinuity;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.LogObservations;
import dev.dynamorecovery.core.changelog.LogReading;
import dev.dynamorecovery.core.changelog.StreamName;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.plane.EngineOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Tables of the lab, their streams, the handler behind Lambda's delivery, and the log that comes of it. */
class ChangeLogFlowTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration RETENTION = Duration.ofDays(35);
    private static final LogDelivery ONE_LANE = new LogDelivery(1, Duration.ofHours(6));
    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Orders:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: orders
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
              Users:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: users
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
              Index:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: index
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: partition, AttributeType: S}, {AttributeName: position, AttributeType: S}]
                  KeySchema: [{AttributeName: partition, KeyType: HASH}, {AttributeName: position, KeyType: RANGE}]
              Log:
                Type: AWS::S3::Bucket
                Properties: {BucketName: change-log}
              StreamChangeLogger:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.dynamorecovery.changelog.ChangeLogHandler
                  AutoPublishAlias: live
                  Timeout: 60
                  Environment:
                    Variables:
                      CHANGE_LOG_BUCKET: !Ref Log
                      CHANGE_LOG_INDEX: !Ref Index
                      CHANGE_LOG_RETENTION_DAYS: "35"
                      POWERTOOLS_SERVICE_NAME: change-log
                      POWERTOOLS_METRICS_NAMESPACE: DynamoRecovery
              OrdersMapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: !GetAtt Orders.StreamArn
                  FunctionName: !Ref StreamChangeLogger.Alias
                  StartingPosition: TRIM_HORIZON
                  BatchSize: 1000
                  BisectBatchOnFunctionError: true
                  TumblingWindowInSeconds: 900
                  FunctionResponseTypes: [ReportBatchItemFailures]
              UsersMapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: !GetAtt Users.StreamArn
                  FunctionName: !Ref StreamChangeLogger.Alias
                  StartingPosition: TRIM_HORIZON
                  TumblingWindowInSeconds: 900
                  FunctionResponseTypes: [ReportBatchItemFailures]
            """;

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static DynamoDbClient dynamoDb;
    private static DynamoDbStreamsClient streams;
    private static S3Client s3;
    private static DynamoDbChangeLogIndex index;
    private static S3ObjectStore bucket;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(new LabOptions(
                Files.writeString(directory.resolve("template.yaml"), TEMPLATE),
                directory.resolve("state"),
                0,
                0.1,
                "stack",
                "us-east-1",
                Map.of(),
                1,
                EngineOptions.dynamoDbLocal()));
        dynamoDb = configured(DynamoDbClient.builder(), lab.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        streams = configured(DynamoDbStreamsClient.builder(), lab.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        s3 = configured(S3Client.builder(), lab.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build();
        index = new DynamoDbChangeLogIndex(dynamoDb, "index", RETENTION, Instant::now);
        bucket = new S3ObjectStore(s3, "change-log");
    }

    @AfterAll
    static void stop() throws Exception {
        dynamoDb.close();
        streams.close();
        s3.close();
        lab.close();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")));
    }

    /** Each write of a key raises its version, so the versions of its changes count them. */
    @Test
    void shouldLogFiftyThousandChangesNoneLostAndNoneDoubled() throws Exception {
        Instant start = Instant.now();
        int[] versions = new int[200];
        Random random = new Random(20261122);
        for (int written = 0; written < 50_000; written += 25) {
            List<WriteRequest> writes = random.ints(0, versions.length)
                    .distinct()
                    .limit(25)
                    .mapToObj(key -> put("order-" + key, ++versions[key]))
                    .toList();
            dynamoDb.batchWriteItem(request -> request.requestItems(Map.of("orders", writes)));
        }
        lab.mappings().awaitDrained(PATIENCE);

        Map<String, List<Integer>> logged = new HashMap<>();
        LogReading reading = new ChangeLogReader("orders", index, bucket)
                .read(
                        new TimeSpan(start, Instant.now()),
                        ChangeSelection.ALL,
                        change -> logged.computeIfAbsent(text(change, "id"), key -> new ArrayList<>())
                                .add(Integer.parseInt(number(change))));

        assertThat(reading.changeCount()).isEqualTo(50_000);
        assertThat(reading.gaps()).isEmpty();
        logged.forEach((id, found) -> assertThat(found)
                .as(id)
                .isEqualTo(java.util.stream.IntStream.rangeClosed(
                                1, versions[Integer.parseInt(id.substring("order-".length()))])
                        .boxed()
                        .toList()));
        assertThat(gaps("orders", new TimeSpan(start, Instant.now().minus(LogContinuity.VISIBLE_WITHIN))))
                .isEmpty();
        assertThat(index.checkpoints("orders"))
                .extracting(Checkpoint::shard)
                .doesNotContain(ChangePosition.UNNAMED_SHARD);
    }

    @Test
    void shouldKnowThatItDoesNotKnowWhatHappenedWhileTheStreamWasDisabled() throws Exception {
        dynamoDb.batchWriteItem(request -> request.requestItems(Map.of("users", List.of(put("a", 1), put("b", 1)))));
        lab.mappings().awaitDrained(PATIENCE);
        Instant logged = index.checkpoints("users").getFirst().newestChange();

        dynamoDb.updateTable(request -> request.tableName("users").streamSpecification(of -> of.streamEnabled(false)));
        awaitActive("users");
        dynamoDb.batchWriteItem(request -> request.requestItems(Map.of("users", List.of(put("a", 2)))));
        assertThat(gaps("users", new TimeSpan(logged, Instant.now())))
                .extracting(Gap::cause)
                .containsExactly(GapCause.STREAM_DISABLED);
        dynamoDb.updateTable(request -> request.tableName("users")
                .streamSpecification(of -> of.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));

        Instant enabled = StreamName.createdAt(dynamoDb.describeTable(request -> request.tableName("users"))
                .table()
                .latestStreamLabel());
        List<Gap> disabled = gaps("users", new TimeSpan(logged, enabled)).stream()
                .filter(gap -> gap.cause() == GapCause.STREAM_DISABLED)
                .toList();
        assertThat(disabled).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(logged.plusNanos(1000));
            assertThat(gap.until()).isEqualTo(enabled);
        });
    }

    private static void awaitActive(String table) {
        while (dynamoDb.describeTable(request -> request.tableName(table))
                        .table()
                        .tableStatus()
                != TableStatus.ACTIVE) {
            Thread.onSpinWait();
        }
    }

    private static List<Gap> gaps(String table, TimeSpan span) {
        return LogContinuity.gaps(
                LogObservations.of(table, index, new DynamoDbStreamObserver(dynamoDb, streams)),
                span,
                ONE_LANE,
                RETENTION,
                Instant.now());
    }

    private static WriteRequest put(String id, int version) {
        return WriteRequest.builder()
                .putRequest(PutRequest.builder()
                        .item(Map.of(
                                "id",
                                AttributeValue.fromS(id),
                                "version",
                                AttributeValue.fromN(Integer.toString(version))))
                        .build())
                .build();
    }

    private static String text(Change change, String name) {
        return change.keys().attribute(name) instanceof dev.dynamorecovery.core.item.AttributeValue.Text text
                ? text.value()
                : "";
    }

    private static String number(Change change) {
        var after = change.after();
        return after != null
                        && after.attribute("version")
                                instanceof dev.dynamorecovery.core.item.AttributeValue.Numeric number
                ? number.value()
                : "0";
    }
}
