package dev.dynamorecovery.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.DigestPass;
import dev.dynamorecovery.core.verification.SegmentSummary;
import dev.dynamorecovery.core.verification.Side;
import dev.dynamorecovery.core.verification.StoredDocuments;
import dev.dynamorecovery.core.verification.StoredHashKey;
import dev.dynamorecovery.core.verification.WorkKeys;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What is shipped, started as Lambda starts it, with the lab where AWS would be. */
class BuiltFunctionsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String COPY = "orders-restored-20261122T104000Z-20261122T104130Z";
    private static final WorkKeys RESTORE = new WorkKeys("orders-20261122T104000Z");
    private static final WorkKeys DIGESTED = new WorkKeys("orders-20261122T105000Z");
    private static final WorkKeys BASELINE = new WorkKeys("orders-baseline-1");
    private static final long LARGEST_FUNCTION_BYTES = 22L * 1024 * 1024;
    /** Of failover and the audit: the SDK clients of all that they speak to are what weighs. */
    private static final Pattern CALLERS_OF_MANY_SERVICES =
            Pattern.compile("dev[.]dynamorecovery[.](failover|backupaudit)[.]");

    private static final long LARGEST_FUNCTION_OF_MANY_SERVICES_BYTES = 26L * 1024 * 1024;

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static BuiltFunctions built;
    private static Map<String, String> environment;

    @BeforeAll
    static void start() throws Exception {
        built = BuiltFunctions.find(directory.resolve("functions"));
        lab = Lab.start(LabOptions.ofCheckout(ROOT)
                .withStateDirectory(directory.resolve("lab"))
                .withPort(0)
                .withTimeScale(0.001));
        environment = Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ENDPOINT_URL",
                lab.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                Lab.OPERATOR_ACCESS_KEY_ID,
                "AWS_SECRET_ACCESS_KEY",
                Lab.SECRET_ACCESS_KEY);
        AwsClients clients = new AwsClients(new Environment(environment));
        try (DynamoDbClient dynamoDb = clients.dynamoDb()) {
            create(dynamoDb, COPY);
            create(dynamoDb, "orders-restored-by-somebody-else");
            dynamoDb.putItem(request -> request.tableName(COPY)
                    .item(Map.of("userId", AttributeValue.fromS("u-1"), "orderId", AttributeValue.fromS("o-1"))));
        }
        leaveWork(new S3ObjectStore(clients.s3(), lab.stack().output("WorkBucketName")));
    }

    @AfterAll
    static void stop() throws IOException {
        lab.close();
    }

    @Test
    void shouldRefuseARequestWithFieldValueAndRemedy() throws Exception {
        JsonNode answer = answer("RestoreRequestValidator", "restore-request-validator.json");

        assertThat(answer.path("job").isNull()).isTrue();
        assertThat(answer.path("refusal").path("code").asText()).isEqualTo("InvalidRestoreTime");
        assertThat(answer.path("refusal").path("refusals").path(0).path("field").asText())
                .isEqualTo("restorePoint.instant");
    }

    @Test
    void shouldRebuildSettings() throws Exception {
        JsonNode answer = answer("RestoreSettingsRebuilder", "restore-settings-rebuilder.json");

        assertThat(answer.path("state").asText()).isIn("Settled", "Settling");
        assertThat(answer.path("stepsTaken").asInt()).isPositive();
    }

    @Test
    void shouldDigestASegment() throws Exception {
        JsonNode answer = answer("TableSegmentScanner", "table-segment-scanner.json");

        assertThat(answer.path("continuation").isNull()).isTrue();
        assertThat(answer.path("count").asLong()).isBetween(0L, 1L);
    }

    @Test
    void shouldAddUpDigests() throws Exception {
        JsonNode answer = answer("RestoreConsistencyChecker", "restore-consistency-checker.json");

        assertThat(Instant.parse(answer.path("nextPassNotBefore").asText())).isEqualTo("2026-11-22T10:48:41Z");
    }

    @Test
    void shouldKeepABaseline() throws Exception {
        JsonNode answer = answer("BaselineRecorder", "baseline-recorder.json");

        assertThat(answer.path("taken").asBoolean()).isTrue();
        assertThat(answer.path("result").path("baselineInstant").asText()).isEqualTo("2026-11-22T10:39:52Z");
    }

    @Test
    void shouldNotDeleteATableOfSomebodyElse() throws Exception {
        JsonNode answer = answer("RestoredCopyRemover", "restored-copy-remover.json");

        assertThat(answer.path("state").asText()).isEqualTo("LEFT_BEHIND");
        assertThat(answer.path("detail").asText()).contains("nothing proves");
    }

    @Test
    void shouldReportAFailureAndNameTheTableLeftBehind() throws Exception {
        JsonNode answer = answer("RestoreReporter", "restore-reporter.json");

        assertThat(answer.path("output").isNull()).isTrue();
        assertThat(answer.path("notice").path("subject").asText()).isEqualTo("Failed: restore of orders");
        assertThat(answer.path("notice").path("message").asText()).contains(COPY, "RestoreTimedOut");
    }

    @Test
    void shouldNameTheFieldOfAnEventThatItDoesNotKnow() throws Exception {
        RuntimeApi.Answer answer = process("RestoreReporter").answer("{\"surprise\":1}", false);

        assertThat(answer.failed()).isTrue();
        JsonNode error = json(answer.body());
        assertThat(error.path("errorType").asText()).isEqualTo("dev.dynamorecovery.aws.runtime.MalformedEvent");
        assertThat(error.path("errorMessage").asText()).contains("surprise");
    }

    @Test
    void shouldBePrimedWhenStartedFromASnapshot() throws Exception {
        FunctionProcess process = process("RestoreRequestValidator");

        RuntimeApi.Answer answer = process.answer(event("restore-request-validator.json"), true);

        assertThat(answer.failed()).as(answer.body()).isFalse();
        assertThat(process.log()).contains("Primed for the snapshot");
    }

    @Test
    void shouldAuditATable() throws Exception {
        RuntimeApi.Answer answer = process("BackupVerifier")
                .answer(Files.readString(ROOT.resolve("events/backup-audit/request-audit.json")), false);

        assertThat(answer.failed()).as(answer.body()).isFalse();
        assertThat(json(answer.body()).at("/report/html").asText()).endsWith("report.html");
    }

    @Test
    void shouldCallNoRegionServingWithoutAControlTable() throws Exception {
        RuntimeApi.Answer answer = process("ServingAnswerer")
                .answer(Files.readString(ROOT.resolve("events/failover/serving-request.json")), false);

        assertThat(answer.failed()).as(answer.body()).isFalse();
        assertThat(json(answer.body()).path("statusCode").asInt()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RestoreRequestValidator",
                "RestoreSettingsRebuilder",
                "TableSegmentScanner",
                "RestoreConsistencyChecker",
                "ExpectedStateDeriver",
                "BaselineRecorder",
                "RestoredCopyRemover",
                "RestoreReporter",
                "RegionObserver",
                "FailoverController",
                "TrafficSwitcher",
                "BackupVerifier",
                "ReleaseJudge"
            })
    void shouldShipNothingOfTheLabOrTheTests(String function) throws IOException {
        long bytes = 0;
        for (Path file : built.files(function(function))) {
            assertThat(file.getFileName().toString())
                    .doesNotContain("recovery-lab")
                    .doesNotContain("DynamoDBLocal")
                    .doesNotContain("junit")
                    .doesNotContain("netty");
            bytes += Files.size(file);
        }
        assertThat(bytes)
                .isLessThanOrEqualTo(
                        CALLERS_OF_MANY_SERVICES
                                        .matcher(function(function).handler())
                                        .lookingAt()
                                ? LARGEST_FUNCTION_OF_MANY_SERVICES_BYTES
                                : LARGEST_FUNCTION_BYTES);
    }

    private static JsonNode answer(String function, String sample) throws Exception {
        FunctionProcess process = process(function);
        RuntimeApi.Answer answer = process.answer(event(sample), false);
        assertThat(answer.failed()).as(answer.body()).isFalse();
        return json(answer.body());
    }

    private static FunctionProcess process(String logicalId) throws IOException {
        FunctionDefinition function = function(logicalId);
        return new FunctionProcess(
                function, built.of(function), environment, Files.createTempFile(directory, logicalId, ".log"));
    }

    private static FunctionDefinition function(String logicalId) throws IOException {
        return Stream.concat(lab.stack().functions().stream(), functionsOfThreeRegions())
                .filter(each -> each.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    /** Those of failover are there only where there are three Regions. */
    private static Stream<FunctionDefinition> functionsOfThreeRegions() throws IOException {
        return StackDefinition.read(
                ROOT.resolve("template.yaml"),
                StackIdentity.of("dynamo-recovery", "us-east-1"),
                Map.of("PrimaryRegion", "us-east-1", "StandbyRegion", "us-east-2", "WitnessRegion", "us-west-2"))
                .functions()
                .stream();
    }

    private static String event(String sample) throws IOException {
        return Files.readString(ROOT.resolve("events/restore").resolve(sample));
    }

    private static JsonNode json(String text) {
        return Documents.readJson(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void create(DynamoDbClient dynamoDb, String table) {
        dynamoDb.createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("userId"), attribute("orderId"))
                .keySchema(key("userId", KeyType.HASH), key("orderId", KeyType.RANGE)));
        dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table));
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

    /** What the steps before would have left: four digested segments of the copy, two equal passes of the table. */
    private static void leaveWork(ObjectStore store) {
        StoredDocuments work = new StoredDocuments(store);
        StoredDigests digests = new StoredDigests(store);
        HashKey hashKey = HashKey.of(new byte[HashKey.BYTES]);
        StoredHashKey.write(RESTORE, hashKey, store);
        StoredHashKey.write(BASELINE, hashKey, store);
        for (int segment = 0; segment < 4; segment++) {
            digests.write(DIGESTED.digestPart(Side.RESTORED, WorkKeys.part(segment, 0)), new BucketedDigest());
            work.write(
                    DIGESTED.segmentSummary("digest", Side.RESTORED, segment),
                    new SegmentSummary(
                            1, 0, Instant.parse("2026-11-22T10:48:40Z"), Instant.parse("2026-11-22T10:48:41Z")));
        }
        digests.write(BASELINE.digest(Side.FIRST), new BucketedDigest());
        digests.write(BASELINE.digest(Side.SECOND), new BucketedDigest());
        work.write(
                BASELINE.pass(Side.FIRST),
                new DigestPass(0, Instant.parse("2026-11-22T10:39:50.5Z"), Instant.parse("2026-11-22T10:39:51.2Z")));
        work.write(
                BASELINE.pass(Side.SECOND),
                new DigestPass(0, Instant.parse("2026-11-22T10:39:53.1Z"), Instant.parse("2026-11-22T10:39:53.9Z")));
    }
}
