package dev.dynamorecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.ChangeLogIndexContract;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.GapIdentity;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The index in AWS's own engine keeps the contract that the fake keeps. */
class DynamoDbChangeLogIndexTest implements ChangeLogIndexContract {

    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final Duration RETENTION = Duration.ofDays(35);
    private static RecoveryPlane plane;
    private static LabFront front;
    private static DynamoDbClient client;
    private static VirtualLabTime time;

    private String indexTable = "";

    @BeforeAll
    static void start() throws IOException {
        time = new VirtualLabTime(AT);
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
    }

    @AfterAll
    static void stop() {
        client.close();
        front.close();
        plane.close();
    }

    @Override
    public ChangeLogIndex index() {
        indexTable = "index-" + TABLES.incrementAndGet();
        client.createTable(request -> request.tableName(indexTable)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("partition"), attribute("position"))
                .keySchema(key("partition", KeyType.HASH), key("position", KeyType.RANGE)));
        time.advance(Duration.ofSeconds(10));
        return new DynamoDbChangeLogIndex(client, indexTable, RETENTION, () -> AT.plus(Duration.ofHours(2)));
    }

    @Test
    void shouldLetItemsExpireWithTheLogButKeepWhatTellsThatAStreamWasLoggedFromItsBeginning() {
        ChangeLogIndex index = index();
        Instant late = AT.plus(Duration.ofDays(3));
        index.advance(new Checkpoint("orders", STREAM, "first", AT, AT, "1", AT, AT), Instant.MIN);
        index.advance(new Checkpoint("orders", STREAM, "later", late, late, "1", late, late), Instant.MIN);
        index.record(
                new GapIdentity("past"), new Gap("users", AT, AT.plusSeconds(1), GapCause.RECORDS_GIVEN_UP, "past"));
        index.record(new GapIdentity("open"), new Gap("users", AT, Instant.MAX, GapCause.STREAM_TRIMMED, "open"));

        assertThat(client.scan(request -> request.tableName(indexTable)).items())
                .extracting(item -> (item.containsKey("detail")
                                ? text(item, "detail")
                                : text(item, "position").replaceAll(".*#", ""))
                        + " " + expiry(item))
                .containsExactlyInAnyOrder(
                        "first never",
                        "later " + late.plus(RETENTION).getEpochSecond(),
                        "past " + AT.plusSeconds(1).plus(RETENTION).getEpochSecond(),
                        "open never");
    }

    private static String expiry(Map<String, AttributeValue> item) {
        return item.getOrDefault("expiresAt", AttributeValue.fromN("never")).n();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, AttributeValue.fromS("")).s();
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
