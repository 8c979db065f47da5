package dev.dynamorecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.rpo.DynamoDbHeartbeats;
import dev.dynamorecovery.aws.rpo.DynamoDbProtectedTables;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.rpo.Heartbeat;
import dev.dynamorecovery.core.rpo.ProtectedTable;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** What the RPO measurement writes to DynamoDB and reads from it, held against AWS's own engine behind the lab's plane. */
class DynamoDbHeartbeatsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Item KEY = new Item(Map.of("id", new AttributeValue.Text("recovery:heartbeat")));

    private static VirtualLabTime time;
    private static RecoveryPlane plane;
    private static LabFront front;
    private static DynamoDbClient client;

    @BeforeAll
    static void start() throws IOException {
        time = new VirtualLabTime(NOW);
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
    static void stop() throws Exception {
        client.close();
        front.close();
        plane.close();
    }

    @Test
    void shouldCountBeatsAndTellTheOneBefore() {
        table("beats");
        var heartbeats = new DynamoDbHeartbeats(client);

        assertThat(heartbeats.beat("beats", KEY, NOW)).isEmpty();
        assertThat(heartbeats.beat("beats", KEY, NOW.plusMillis(60_500))).contains(new Heartbeat(1, NOW));
        assertThat(heartbeats.beat("beats", KEY, NOW.plusSeconds(120)))
                .contains(new Heartbeat(2, NOW.plusMillis(60_500)));
    }

    @Test
    void shouldWriteNothingOverANewerHeartbeat() {
        table("late");
        var heartbeats = new DynamoDbHeartbeats(client);
        heartbeats.beat("late", KEY, NOW.plusSeconds(60));

        assertThat(heartbeats.beat("late", KEY, NOW)).contains(new Heartbeat(1, NOW.plusSeconds(60)));
        assertThat(heartbeats.beat("late", KEY, NOW.plusSeconds(60))).contains(new Heartbeat(1, NOW.plusSeconds(60)));
        assertThat(client.getItem(request -> request.tableName("late")
                                .key(Map.of("id", text("recovery:heartbeat")))
                                .consistentRead(true))
                        .item())
                .containsEntry("beat", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN("1"));
    }

    @Test
    void shouldSayThatDataHasTheHeartbeatsKey() {
        table("taken");
        client.putItem(request -> request.tableName("taken")
                .item(Map.of(
                        "id", text("recovery:heartbeat"),
                        "beat", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN("1.5"),
                        "writtenAt", text("2000"))));

        assertThatThrownBy(() -> new DynamoDbHeartbeats(client).beat("taken", KEY, NOW))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void shouldRefuseAKeyThatIsNoneOfTheTable() {
        table("other");
        var key = new Item(Map.of("orderId", new AttributeValue.Text("recovery:heartbeat")));

        assertThatThrownBy(() -> new DynamoDbHeartbeats(client).beat("other", key, NOW))
                .isInstanceOf(DynamoDbException.class);
    }

    @Test
    void shouldFindTablesByTheTagOfAPlanNewOnesAtOnce() {
        var tables = new DynamoDbProtectedTables(client, new PackagedPlans());
        table("found-users", "users");
        table("found-typo", "usres");
        table("found-later");
        assertThat(found(tables)).containsExactly("found-typo", "found-users");

        table("found-new", "orders");
        tag("found-later", "users");

        assertThat(found(tables)).containsExactly("found-later", "found-new", "found-typo", "found-users");
        assertThat(tables.find())
                .filteredOn(table -> table.name().equals("found-typo"))
                .extracting(ProtectedTable::binding)
                .containsExactly(new PlanBinding.NamesNoPlan("usres"));
    }

    @Test
    void shouldAskForTheTagsOfSomeTablesEachTimeAndOfEachInTurn() {
        table("turn-a");
        table("turn-b");
        var tables = new DynamoDbProtectedTables(client, new PackagedPlans(), 1);
        assertThat(tables.find()).noneMatch(table -> table.name().startsWith("turn-"));
        int known = client.listTables().tableNames().size();
        tag("turn-a", "users");
        tag("turn-b", "users");

        int rounds = 0;
        while (tables.find().stream()
                        .filter(table -> table.name().startsWith("turn-"))
                        .count()
                < 2) {
            rounds++;
            assertThat(rounds).isLessThan(known);
        }
        assertThat(rounds).isPositive();
    }

    private static List<String> found(DynamoDbProtectedTables tables) {
        return tables.find().stream()
                .map(ProtectedTable::name)
                .filter(name -> name.startsWith("found-"))
                .toList();
    }

    private static void tag(String table, String plan) {
        client.tagResource(request -> request.resourceArn(arn(table))
                .tags(Tag.builder().key("recovery:plan").value(plan).build()));
    }

    private static String arn(String table) {
        return client.describeTable(request -> request.tableName(table)).table().tableArn();
    }

    private static void table(String name, String... plan) {
        client.createTable(request -> request.tableName(name)
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
        for (String value : plan) {
            tag(name, value);
        }
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue text(String value) {
        return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(value);
    }
}
