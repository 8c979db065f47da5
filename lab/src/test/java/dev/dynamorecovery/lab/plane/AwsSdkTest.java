package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BackupNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InvalidRestoreTimeException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryUnavailableException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The whole way: AWS's own SDK, over HTTP, through the front, the plane and the engine. */
class AwsSdkTest {

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00.250Z"));
    private final RecoveryPlane plane = RecoveryPlane.over(time, new SharedEngine());
    private LabFront front;
    private DynamoDbClient dynamoDb;
    private DynamoDbStreamsClient streams;

    @BeforeEach
    void start() throws IOException {
        front = LabFront.start(0, call -> {});
        front.serve(plane.service());
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret"));
        dynamoDb = DynamoDbClient.builder()
                .endpointOverride(front.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        streams = DynamoDbStreamsClient.builder()
                .endpointOverride(front.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        dynamoDb.listTables().tableNames().forEach(table -> dynamoDb.deleteTable(request -> request.tableName(table)));
        streams.close();
        dynamoDb.close();
        front.close();
        plane.close();
    }

    @Test
    void shouldRestoreATableForAnSdkClient() throws InterruptedException {
        createTable();
        dynamoDb.updateContinuousBackups(request -> request.tableName("orders")
                .pointInTimeRecoverySpecification(setting -> setting.pointInTimeRecoveryEnabled(true)));
        List<WriteRequest> puts = IntStream.range(0, 25)
                .mapToObj(number -> WriteRequest.builder()
                        .putRequest(put -> put.item(item(number, "good")))
                        .build())
                .toList();
        dynamoDb.batchWriteItem(request -> request.requestItems(Map.of("orders", puts)));
        Instant good = time.now();
        time.advance(Duration.ofSeconds(1));
        dynamoDb.putItem(request -> request.tableName("orders").item(item(3, "bad")));
        dynamoDb.deleteItem(request -> request.tableName("orders").key(key(4)));
        time.advance(Duration.ofMinutes(10));

        dynamoDb.restoreTableToPointInTime(request ->
                request.sourceTableName("orders").targetTableName("restored").restoreDateTime(good));
        plane.awaitRestores();
        time.advance(Duration.ofMinutes(10));

        var restored =
                dynamoDb.describeTable(request -> request.tableName("restored")).table();
        assertThat(restored.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(restored.restoreSummary().restoreDateTime()).isEqualTo(good);
        assertThat(dynamoDb.scanPaginator(request -> request.tableName("restored"))
                        .items())
                .hasSize(25)
                .allMatch(item -> AttributeValue.fromS("good").equals(item.get("state")));
    }

    @Test
    void shouldStreamToAnSdkClient() {
        createTable();
        dynamoDb.putItem(request -> request.tableName("orders").item(item(1, "new")));
        var stream = streams.listStreams(request -> request.tableName("orders"))
                .streams()
                .getFirst();
        var shard = streams.describeStream(request -> request.streamArn(stream.streamArn()))
                .streamDescription()
                .shards()
                .getFirst();
        String iterator = streams.getShardIterator(request -> request.streamArn(stream.streamArn())
                        .shardId(shard.shardId())
                        .shardIteratorType("TRIM_HORIZON"))
                .shardIterator();

        var records =
                streams.getRecords(request -> request.shardIterator(iterator)).records();

        assertThat(records).hasSize(1);
        assertThat(records.getFirst().dynamodb().newImage()).isEqualTo(item(1, "new"));
        assertThat(records.getFirst().dynamodb().approximateCreationDateTime()).isEqualTo(time.now());
    }

    @Test
    void shouldThrowTheExceptionsThatAnSdkClientCatches() {
        createTable();
        dynamoDb.putItem(request -> request.tableName("orders").item(item(1, "new")));

        assertThatThrownBy(() -> dynamoDb.putItem(request -> request.tableName("orders")
                        .item(item(1, "newer"))
                        .conditionExpression("attribute_not_exists(orderId)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThatThrownBy(() -> dynamoDb.describeTable(request -> request.tableName("nowhere")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> dynamoDb.describeContinuousBackups(request -> request.tableName("nowhere")))
                .isInstanceOf(TableNotFoundException.class);
        assertThatThrownBy(() -> dynamoDb.describeBackup(request ->
                        request.backupArn("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/backup/0-0")))
                .isInstanceOf(BackupNotFoundException.class);
        assertThatThrownBy(() -> dynamoDb.restoreTableToPointInTime(request -> request.sourceTableName("orders")
                        .targetTableName("restored")
                        .useLatestRestorableTime(true)))
                .isInstanceOf(PointInTimeRecoveryUnavailableException.class);
        dynamoDb.updateContinuousBackups(request -> request.tableName("orders")
                .pointInTimeRecoverySpecification(setting -> setting.pointInTimeRecoveryEnabled(true)));
        assertThatThrownBy(() -> dynamoDb.restoreTableToPointInTime(request -> request.sourceTableName("orders")
                        .targetTableName("restored")
                        .restoreDateTime(time.now().plusSeconds(60))))
                .isInstanceOf(InvalidRestoreTimeException.class);
    }

    @SuppressWarnings("unchecked") // the builder's generic varargs
    private void createTable() {
        dynamoDb.createTable(request -> request.tableName("orders")
                .attributeDefinitions(
                        attribute -> attribute.attributeName("orderId").attributeType(ScalarAttributeType.N))
                .keySchema(element -> element.attributeName("orderId").keyType(KeyType.HASH))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        time.advance(Duration.ofMinutes(1));
    }

    private static Map<String, AttributeValue> key(int number) {
        return Map.of("orderId", AttributeValue.fromN(Integer.toString(number)));
    }

    private static Map<String, AttributeValue> item(int number, String state) {
        return Map.of("orderId", AttributeValue.fromN(Integer.toString(number)), "state", AttributeValue.fromS(state));
    }
}
