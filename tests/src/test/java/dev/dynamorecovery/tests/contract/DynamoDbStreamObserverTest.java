package dev.dynamorecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.ShardObservation;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.settings.StreamView;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The look at a stream, through the wire. */
class DynamoDbStreamObserverTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final VirtualLabTime time = new VirtualLabTime(START);
    private RecoveryPlane plane;
    private LabFront front;
    private DynamoDbClient tables;
    private DynamoDbStreamsClient streams;
    private DynamoDbStreamObserver observer;

    @BeforeEach
    void start() throws IOException {
        plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
        front = LabFront.start(0, call -> {});
        front.serve(plane.service());
        tables = configured(DynamoDbClient.builder(), front.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        streams = configured(DynamoDbStreamsClient.builder(), front.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        observer = new DynamoDbStreamObserver(tables, streams);
    }

    @AfterEach
    void stop() {
        tables.close();
        streams.close();
        front.close();
        plane.close();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")));
    }

    @Test
    void shouldSayThatATableWithoutAStreamAndATableThatIsNotThereHaveNone() {
        table("plain", StreamViewType.UNKNOWN_TO_SDK_VERSION);

        assertThat(observer.observe("plain", List.of())).isInstanceOf(StreamObservation.Disabled.class);
        assertThat(observer.observe("nowhere", List.of())).isInstanceOf(StreamObservation.Disabled.class);
    }

    @Test
    void shouldFindTheFirstChangeBehindTheCheckpoint() {
        table("orders", StreamViewType.NEW_AND_OLD_IMAGES);
        StreamObservation.Enabled empty = enabled(List.of());
        assertThat(empty.view()).isEqualTo(StreamView.NEW_AND_OLD_IMAGES);
        assertThat(empty.createdAt()).isBetween(START, START.plusSeconds(60));
        assertThat(empty.shards()).singleElement().isInstanceOf(ShardObservation.Drained.class);

        put("a");
        time.advance(Duration.ofSeconds(5));
        put("b");
        Instant ofB = time.now();

        String shard = empty.shards().getFirst().shard();
        assertThat(enabled(List.of()).shards())
                .containsExactly(new ShardObservation.Pending(shard, ofB.minusSeconds(5)));
        List<String> sequences = sequences(shard);
        assertThat(enabled(List.of(mark(empty.label(), shard, sequences.getFirst())))
                        .shards())
                .containsExactly(new ShardObservation.Pending(shard, ofB));
        assertThat(enabled(List.of(mark(empty.label(), shard, sequences.getLast())))
                        .shards())
                .containsExactly(new ShardObservation.Drained(shard));
        assertThat(enabled(List.of(mark(empty.label(), ChangePosition.UNNAMED_SHARD, sequences.getLast())))
                        .shards())
                .isEmpty();
    }

    @Test
    void shouldSeeThatTheStreamDroppedWhatCameNext() {
        table("orders", StreamViewType.NEW_AND_OLD_IMAGES);
        StreamObservation.Enabled empty = enabled(List.of());
        String shard = empty.shards().getFirst().shard();
        put("a");
        String logged = sequences(shard).getFirst();
        time.advance(Duration.ofSeconds(5));
        put("b");
        time.advance(Duration.ofHours(25));
        put("c");

        assertThat(enabled(List.of(mark(empty.label(), shard, logged))).shards())
                .containsExactly(new ShardObservation.Trimmed(shard));
    }

    private StreamObservation.Enabled enabled(List<Checkpoint> checkpoints) {
        return (StreamObservation.Enabled) observer.observe("orders", checkpoints);
    }

    private List<String> sequences(String shard) {
        String arn = tables.describeTable(request -> request.tableName("orders"))
                .table()
                .latestStreamArn();
        String iterator = streams.getShardIterator(request ->
                        request.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        GetRecordsResponse records = streams.getRecords(request -> request.shardIterator(iterator));
        return records.records().stream()
                .map(record -> record.dynamodb().sequenceNumber())
                .toList();
    }

    private static Checkpoint mark(String label, String shard, String sequence) {
        return new Checkpoint("orders", label, shard, START, START, sequence, START, START);
    }

    private void put(String id) {
        tables.putItem(request -> request.tableName("orders").item(Map.of("id", AttributeValue.fromS(id))));
    }

    private void table(String name, StreamViewType view) {
        tables.createTable(request -> {
            request.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build());
            if (view != StreamViewType.UNKNOWN_TO_SDK_VERSION) {
                request.streamSpecification(StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(view)
                        .build());
            }
        });
        time.advance(Duration.ofMinutes(1));
    }
}
