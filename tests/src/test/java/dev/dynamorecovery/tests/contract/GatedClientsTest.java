package dev.dynamorecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.gate.ControlReader;
import dev.dynamorecovery.gate.ControlReading;
import dev.dynamorecovery.gate.DynamoDbControlReader;
import dev.dynamorecovery.gate.GateListener;
import dev.dynamorecovery.gate.LeaseTerms;
import dev.dynamorecovery.gate.Moment;
import dev.dynamorecovery.gate.WriteGate;
import dev.dynamorecovery.gate.WritesClosed;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The write gate in the clients that applications use, over AWS's own engine and a control record as the suite keeps it. */
class GatedClientsTest {

    private static final Instant AT = Instant.parse("2026-11-23T03:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final LeaseTerms TERMS = LeaseTerms.within("us-east-1", LEASE, Duration.ofSeconds(5));

    private static VirtualLabTime time;
    private static RecoveryPlane plane;
    private static LabFront front;
    private static DynamoDbClient control;
    private static int tables;

    private final AtomicLong nowMillis = new AtomicLong();
    private final CountDownLatch renewals = new CountDownLatch(4);
    private boolean reachable = true;
    private String controlTable = "";
    private WriteGate gate = gate(TERMS);
    private DynamoDbClient plain = client(gate::guard);

    @BeforeAll
    static void start() throws IOException {
        time = new VirtualLabTime(AT);
        plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
        front = LabFront.start(0, call -> {});
        front.serve(plane.service());
        control = client(configuration -> {});
        createTable("orders", "id");
    }

    @AfterAll
    static void stop() throws Exception {
        control.close();
        front.close();
        plane.close();
    }

    @BeforeEach
    void enrol() {
        controlTable = "control-" + ++tables;
        createTable(controlTable, "group", "position");
        records().create(ControlRecord.first("orders", "us-east-1", LEASE, "a test", AT));
        gate = gate(TERMS);
        plain = client(gate::guard);
    }

    @AfterEach
    void close() {
        gate.close();
        plain.close();
    }

    @Test
    void shouldGateTheEnhancedClientAsThePlainOne() {
        DynamoDbTable<EnhancedDocument> orders = DynamoDbEnhancedClient.builder()
                .dynamoDbClient(plain)
                .build()
                .table(
                        "orders",
                        TableSchema.documentSchemaBuilder()
                                .addIndexPartitionKey(TableMetadata.primaryIndexName(), "id", AttributeValueType.S)
                                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                                .build());
        EnhancedDocument order =
                EnhancedDocument.builder().putString("id", "o-1").build();

        assertThatThrownBy(() -> orders.putItem(order)).isInstanceOf(WritesClosed.class);
        gate.renew();
        orders.putItem(order);
        assertThat(orders.getItem(order)).isNotNull();

        fence();
        gate.renew();
        assertThatThrownBy(() -> orders.deleteItem(order))
                .isInstanceOf(WritesClosed.class)
                .hasMessageContaining("fenced");
        assertThat(orders.getItem(order)).isNotNull();
    }

    @Test
    void shouldCloseByItselfWhileTheControlTableCannotBeReached() {
        gate.renew();
        put();
        reachable = false;
        nowMillis.set(LEASE.toMillis() - 1);
        gate.renew();
        put();
        nowMillis.set(LEASE.toMillis());
        gate.renew();

        assertThatThrownBy(this::put).isInstanceOf(WritesClosed.class).hasMessageContaining("could not be renewed");

        reachable = true;
        gate.renew();
        put();
    }

    @Test
    void shouldRenewInTheBackground() throws InterruptedException {
        gate = gate(new LeaseTerms("us-east-1", Duration.ofMillis(90), Duration.ofSeconds(1)));
        gate.start();

        assertThat(renewals.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private DynamoDbControlRecords records() {
        return new DynamoDbControlRecords(control, controlTable);
    }

    private void fence() {
        ControlTransitions transitions = new ControlTransitions(Duration.ofSeconds(5));
        for (ControlCommand command : new ControlCommand[] {
            new ControlCommand.TakeClaim(1, "c", "orders-1", Purpose.FAILOVER, "us-east-2", true, null),
            new ControlCommand.Fence(2, "c")
        }) {
            ControlRecord before = records().read("orders").orElseThrow();
            Transition transition = transitions.apply(before, command, AT);
            assertThat(transition).isInstanceOf(Transition.Applied.class);
            assertThat(records().replace(before, ((Transition.Applied) transition).after()))
                    .isTrue();
        }
    }

    private void put() {
        plain.putItem(request -> request.tableName("orders").item(Map.of("id", AttributeValue.fromS("o-2"))));
    }

    private WriteGate gate(LeaseTerms terms) {
        return new WriteGate(
                "orders",
                terms,
                WriteGate.WhenUnknown.CLOSE,
                reader(),
                new GateListener() {
                    @Override
                    public void renewed(ControlReading reading, Duration took) {
                        renewals.countDown();
                    }
                },
                () -> new Moment(nowMillis.get() * 1_000_000, AT.plusMillis(nowMillis.get())));
    }

    private ControlReader reader() {
        return startedAt -> {
            if (!reachable) {
                throw new IllegalStateException("the control table does not answer");
            }
            return new DynamoDbControlReader(control, controlTable, "orders").read(startedAt);
        };
    }

    private static void createTable(String name, String... keys) {
        List<AttributeDefinition> attributes = Arrays.stream(keys)
                .map(key -> AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .toList();
        List<KeySchemaElement> schema = Arrays.stream(keys)
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key)
                        .keyType(key.equals(keys[0]) ? KeyType.HASH : KeyType.RANGE)
                        .build())
                .toList();
        control.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes)
                .keySchema(schema));
        // A table takes some seconds to become active.
        time.advance(Duration.ofSeconds(10));
    }

    private static DynamoDbClient client(Consumer<ClientOverrideConfiguration.Builder> configuration) {
        return DynamoDbClient.builder()
                .overrideConfiguration(configuration)
                .endpointOverride(Objects.requireNonNull(front).endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("LABOPERATOR", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
