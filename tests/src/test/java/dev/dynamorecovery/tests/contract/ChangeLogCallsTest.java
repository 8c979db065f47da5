package dev.dynamorecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangeLogWriter;
import dev.dynamorecovery.core.changelog.ChangeSelection;
import dev.dynamorecovery.core.changelog.SampleHistory;
import dev.dynamorecovery.core.changelog.StreamEvents;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.objectstore.S3MockObjectStore;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.template.BucketDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/** What the log costs in calls, counted where they arrive. */
class ChangeLogCallsTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final VirtualLabTime time = new VirtualLabTime(START);
    private RecoveryPlane plane;
    private S3MockObjectStore objects;
    private LabFront front;
    private DynamoDbClient dynamoDb;
    private S3Client s3;

    @BeforeEach
    void start() throws Exception {
        plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
        objects = S3MockObjectStore.start();
        front = LabFront.start(0, call -> calls.add(call.service() + " " + call.operation()));
        front.serve(plane.service());
        front.serve(objects);
        objects.create(new BucketDefinition("Log", "log", true, false), "us-east-1");
        dynamoDb = configured(DynamoDbClient.builder(), front.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        s3 = configured(S3Client.builder(), front.endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build();
        dynamoDb.createTable(request -> request.tableName("index")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("partition"), attribute("position"))
                .keySchema(key("partition", KeyType.HASH), key("position", KeyType.RANGE)));
        time.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() throws IOException {
        dynamoDb.close();
        s3.close();
        front.close();
        objects.close();
        plane.close();
    }

    @Test
    void shouldLogAThousandRecordsWithOneCallOfS3AndTwoOfDynamoDb() {
        SampleHistory table = new SampleHistory();
        for (int i = 0; i < 2000; i++) {
            table.put(SampleHistory.item("item-" + i % 300, i), START.plusMillis(i));
        }
        var index = new DynamoDbChangeLogIndex(dynamoDb, "index", Duration.ofDays(35), () -> START);
        S3ObjectStore bucket = new S3ObjectStore(s3, "log");
        ChangeLogWriter writer = new ChangeLogWriter(index, bucket);
        writer.write(StreamEvents.of("orders", table.changes().subList(0, 1000)), START.plusSeconds(1));
        calls.clear();

        writer.write(StreamEvents.of("orders", table.changes().subList(1000, 2000)), START.plusSeconds(2));

        assertThat(calls).containsExactly("s3 PutObject", "dynamodb PutItem", "dynamodb UpdateItem");
        List<Change> read = new ArrayList<>();
        new ChangeLogReader("orders", index, bucket)
                .read(new TimeSpan(START, START.plusSeconds(60)), ChangeSelection.ALL, read::add);
        assertThat(read).isEqualTo(table.changes());
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")));
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
