package dev.dynamorecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.aws.scan.DynamoDbTableScan;
import dev.dynamorecovery.core.item.AttributeValue.Numeric;
import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.item.SegmentProgress;
import dev.dynamorecovery.core.item.SegmentReader;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The canonical form and the scan, held against AWS's own engine. */
class DynamoDbItemsTest {

    private static RecoveryPlane plane;
    private static LabFront front;
    private static DynamoDbClient client;

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
        for (String table : List.of("numbers", "items", "pages")) {
            client.createTable(request -> request.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("key")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("key")
                            .keyType(KeyType.HASH)
                            .build()));
        }
        time.advance(Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() {
        client.close();
        front.close();
        plane.close();
    }

    @Test
    void shouldHoldNumbersToBeEqualExactlyWhenDynamoDbDoes() {
        List<String> writings = List.of(
                "0",
                "-0",
                "0.000",
                "0E10",
                "1",
                "1.0",
                "001",
                "1E0",
                "10E-1",
                "-1",
                "-1.00",
                "10",
                "1E1",
                "1e+1",
                "0.1",
                "1E-1",
                ".1",
                "100",
                "12.30",
                "12.3",
                "1230E-2",
                "99999999999999999999999999999999999999",
                "9.9999999999999999999999999999999999999E37",
                "1E-130",
                "0.1E-129",
                "9.9E125",
                "99E124",
                "-9.9E125");
        for (String left : writings) {
            client.putItem(request -> request.tableName("numbers").item(Map.of("key", text("one"), "n", number(left))));
            for (String right : writings) {
                int matches = client.query(request -> request.tableName("numbers")
                                .keyConditionExpression("#key = :key")
                                .filterExpression("n = :right")
                                .expressionAttributeNames(Map.of("#key", "key"))
                                .expressionAttributeValues(Map.of(":key", text("one"), ":right", number(right))))
                        .count();
                assertThat(Arrays.equals(CanonicalForm.of(new Numeric(left)), CanonicalForm.of(new Numeric(right))))
                        .as("%s and %s", left, right)
                        .isEqualTo(matches == 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890123456789",
                "1E126",
                "-1E126",
                "1E-131",
                "NaN",
                "1,5",
                "1 0",
                "--1",
                "1E"
            })
    void shouldRefuseTheNumbersThatDynamoDbRefuses(String number) {
        assertThatThrownBy(() -> client.putItem(
                        request -> request.tableName("numbers").item(Map.of("key", text("bad"), "n", number(number)))))
                .isInstanceOf(DynamoDbException.class);
        assertThatThrownBy(() -> CanonicalForm.of(new Numeric(number))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadBackEveryItemAsItWasWritten() {
        Random random = new Random(20261122);
        List<Item> written = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Map<String, AttributeValue> attributes = everyType(random);
            attributes.put("key", text("item-" + i));
            client.putItem(request -> request.tableName("items").item(attributes));
            written.add(SdkItems.toItem(attributes));
        }

        assertThat(scan("items", 3, Duration.ofMinutes(1))).containsExactlyInAnyOrderElementsOf(written);
    }

    private static Map<String, AttributeValue> everyType(Random random) {
        String awkward = "é漢\uD83D\uDE00/\"\\\n\t\u0000\u007f" + random.nextInt();
        SdkBytes bytes = SdkBytes.fromUtf8String(awkward);
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put("text", text(awkward));
        attributes.put("long", text(awkward.repeat(20)));
        attributes.put("empty", text(""));
        attributes.put("number", number(random.nextLong() + "." + random.nextInt(1000)));
        attributes.put("tiny", number(random.nextInt() + "E-100"));
        attributes.put("bytes", AttributeValue.fromB(bytes));
        attributes.put("yes", AttributeValue.fromBool(random.nextBoolean()));
        attributes.put("nothing", AttributeValue.fromNul(true));
        attributes.put("texts", AttributeValue.fromSs(List.of(awkward, "b", "a")));
        attributes.put("numbers", AttributeValue.fromNs(List.of("1.50", "-2E3", "" + random.nextInt())));
        attributes.put("blobs", AttributeValue.fromBs(List.of(bytes, SdkBytes.fromByteArray(new byte[] {-1, 0}))));
        attributes.put(
                "list", AttributeValue.fromL(List.of(AttributeValue.fromL(List.of()), text(awkward), number("0.0"))));
        attributes.put(
                awkward, AttributeValue.fromM(Map.of(awkward, AttributeValue.fromM(Map.of()), "n", number("1E2"))));
        return attributes;
    }

    @Test
    void shouldReadEachItemOnceThoughEveryPageIsAnotherCall() {
        String filler = "x".repeat(100_000);
        for (int i = 0; i < 60; i++) {
            String key = "item-" + i;
            client.putItem(
                    request -> request.tableName("pages").item(Map.of("key", text(key), "filler", text(filler))));
        }

        List<Item> read = scan("pages", 2, Duration.ZERO);

        assertThat(read).hasSize(60).doesNotHaveDuplicates();
    }

    /** Reads all segments; with no time left, each page is another call that starts from stored text. */
    private static List<Item> scan(String table, int segments, Duration timeLeft) {
        List<Item> items = new ArrayList<>();
        SegmentReader reader =
                new SegmentReader(new DynamoDbTableScan(client, table, true), () -> timeLeft, Duration.ofSeconds(1));
        int interruptions = 0;
        for (int segment = 0; segment < segments; segment++) {
            @Nullable Continuation from = null;
            boolean more = true;
            while (more) {
                SegmentProgress progress = reader.read(new ScanSegment(segment, segments), from, items::add);
                more = progress instanceof SegmentProgress.Interrupted;
                if (progress instanceof SegmentProgress.Interrupted interrupted) {
                    from = Continuation.ofText(interrupted.next().toText());
                    interruptions++;
                }
            }
        }
        assertThat(interruptions > 0).isEqualTo(timeLeft.isZero());
        return items;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}
