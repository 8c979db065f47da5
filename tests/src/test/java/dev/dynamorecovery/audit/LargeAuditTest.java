package dev.dynamorecovery.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.audit.AwsTablePostures;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.rule.AuditRules;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.region.ServiceFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** A Region of many tables, whose services refuse a share of the questions. */
class LargeAuditTest {

    private static final int TABLES = 500;
    private static final int MOST_CALLS_FOR_A_TABLE = 6;
    private static final int MOST_TABLES_IN_HAND = 5;

    @TempDir
    private static Path directory;

    private static Lab lab;

    @BeforeAll
    static void createManyTables() throws Exception {
        lab = Lab.start(LabOptions.ofCheckout(Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(directory)
                .withPort(0)
                .withParameter("AuditOnSchedule", "DISABLED")
                .withParameter("AuditOnEvents", "DISABLED")
                .withParameter("RpoMeasurement", "DISABLED")
                .withParameter("AwsBackup", "DISABLED")
                .withTimeScale(0.001));
        try (DynamoDbClient dynamoDb = new AwsClients(environment()).dynamoDb();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int index = 0; index < TABLES; index++) {
                String name = "many-%04d".formatted(index);
                threads.execute(() -> create(dynamoDb, name));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        lab.close();
    }

    @Test
    void shouldFinishPagedRetriedAndInBoundedMemoryWithSixCallsForEachTable() {
        lab.faults().throttle(new ServiceFaults.Throttling("dynamodb", 0.1, 42));
        lab.faults().throttle(new ServiceFaults.Throttling("tagging", 0.3, 42));
        CountingHttpClient http = new CountingHttpClient();
        AtomicInteger judged = new AtomicInteger();
        AtomicInteger unseen = new AtomicInteger();

        AwsTablePostures.of(environment(), new AwsClients(environment(), http), InstantSource.system())
                .look(new AuditScope.Everything(), posture -> {
                    if (posture.table().startsWith("many-")) {
                        judged.incrementAndGet();
                        assertThat(AuditRules.audit(posture, new PackagedPlans(), Instant.now())
                                        .plan())
                                .contains("users");
                        unseen.addAndGet(posture.toString().contains("NotSeen[reason=dynamodb") ? 1 : 0);
                    }
                    assertThat(http.answered().keySet().stream()
                                            .filter(table -> table.startsWith("many-"))
                                            .count()
                                    - judged.get())
                            .as("tables that were looked at and not yet handed over")
                            .isLessThanOrEqualTo(MOST_TABLES_IN_HAND);
                });
        lab.faults().clear();

        assertThat(judged).hasValue(TABLES);
        assertThat(unseen).as("tables that could not be looked at").hasValue(0);
        assertThat(http.refused()).as("throttled calls").isGreaterThan(TABLES / 10);
        assertThat(http.answered())
                .allSatisfy((table, calls) -> assertThat(calls.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .as(table + " " + calls)
                        .isLessThanOrEqualTo(MOST_CALLS_FOR_A_TABLE));
        assertThat(http.others()).as("calls for the whole Region").isLessThan(40);
    }

    private static void create(DynamoDbClient dynamoDb, String name) {
        dynamoDb.createTable(request -> request.tableName(name)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("userId")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("userId")
                        .keyType(KeyType.HASH)
                        .build())
                .tags(Tag.builder().key("recovery:plan").value("users").build())
                .billingMode(BillingMode.PAY_PER_REQUEST));
    }

    private static Environment environment() {
        Map<String, String> values = new HashMap<>();
        values.put("AWS_REGION", "us-east-1");
        values.put("AWS_ENDPOINT_URL", lab.endpoint().toString());
        values.put("AWS_ACCESS_KEY_ID", Lab.OPERATOR_ACCESS_KEY_ID);
        values.put("AWS_SECRET_ACCESS_KEY", Lab.SECRET_ACCESS_KEY);
        values.put("TABLE_ARN_PREFIX", "arn:aws:dynamodb:us-east-1:123456789012:table/");
        values.put("CHANGE_LOGGER", lab.stack().output("StreamChangeLoggerArn"));
        values.put("CHANGE_LOG_INDEX", lab.stack().output("ChangeLogIndexName"));
        values.put("CHANGE_LOG_RETENTION_DAYS", "35");
        values.put("EVIDENCE_BUCKET", lab.stack().output("EvidenceBucketName"));
        return new Environment(values);
    }
}
