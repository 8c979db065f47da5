package dev.dynamorecovery.lab.sample;

import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** The three sample tables on the real engine, empty. */
final class SampleTablesFixture implements AutoCloseable {

    static final Map<SampleTable, String> NAMES =
            Map.of(SampleTable.USERS, "users", SampleTable.ORDERS, "orders", SampleTable.TRANSACTIONS, "transactions");

    final DynamoDbClient dynamoDb;
    private final RecoveryPlane plane;
    private final LabFront front;

    SampleTablesFixture() throws IOException {
        plane = RecoveryPlane.start(new SystemLabTime(Clock.systemUTC(), 0.001), EngineOptions.dynamoDbLocal());
        front = LabFront.start(0, call -> {});
        front.serve(plane.service());
        dynamoDb = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(front.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .build();
        NAMES.forEach(this::create);
    }

    @Override
    public void close() {
        dynamoDb.close();
        front.close();
        plane.close();
    }

    private void create(SampleTable table, String name) {
        List<String> keys = table.keyAttributes();
        dynamoDb.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(keys.stream()
                        .map(key -> AttributeDefinition.builder()
                                .attributeName(key)
                                .attributeType(key.equals("sequence") ? ScalarAttributeType.N : ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(Stream.iterate(0, n -> n < keys.size(), n -> n + 1)
                        .map(n -> KeySchemaElement.builder()
                                .attributeName(keys.get(n))
                                .keyType(n == 0 ? KeyType.HASH : KeyType.RANGE)
                                .build())
                        .toList()));
        dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(name));
    }
}
