package dev.dynamorecovery.tests.contract;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.aws.replay.DynamoDbReplayTarget;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.replay.work.ReplayTarget;
import dev.dynamorecovery.core.replay.work.ReplayTargetContract;
import dev.dynamorecovery.core.replay.work.SampleReplay;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Conditional writes, held against AWS's own engine. */
class DynamoDbReplayTargetTest extends ReplayTargetContract {

    private static final String TABLE = "replayed";

    private static RecoveryPlane plane;
    private static LabFront front;
    private static DynamoDbClient client;
    private static ExecutorService calls;

    @BeforeAll
    static void start() throws IOException {
        VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z"));
        plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
        front = LabFront.start(0, call -> {});
        front.serve(plane.service());
        client = DynamoDbClient.builder()
                .endpointOverride(front.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        client.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build()));
        time.advance(Duration.ofMinutes(1));
        calls = Executors.newFixedThreadPool(8);
    }

    @AfterAll
    static void stop() {
        calls.shutdown();
        client.close();
        front.close();
        plane.close();
    }

    @Override
    protected ReplayTarget target() {
        return new DynamoDbReplayTarget(client, TABLE, SampleReplay.SCHEMA, calls);
    }

    @Override
    protected void put(Item item) {
        client.putItem(request -> request.tableName(TABLE).item(SdkItems.toSdk(item)));
    }
}
