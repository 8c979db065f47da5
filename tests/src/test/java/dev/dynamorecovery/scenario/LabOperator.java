package dev.dynamorecovery.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.scan.DynamoDbTableKeys;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** A lab and the one who operates it: AWS's own SDK, and the requests that a person sends. */
final class LabOperator implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LONGEST_EXECUTION = Duration.ofMinutes(2);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    final Lab lab;
    final DynamoDbClient dynamoDb;
    final S3Client s3;
    final SfnClient stepFunctions;

    private LabOperator(Lab lab) {
        this.lab = lab;
        this.dynamoDb = client(DynamoDbClient.builder());
        this.s3 = client(S3Client.builder().forcePathStyle(true));
        this.stepFunctions = client(SfnClient.builder());
    }

    /** Starts the shipped template, one segment for each mebibyte. */
    static LabOperator start(Path stateDirectory) throws IOException, InterruptedException {
        return new LabOperator(Lab.start(options(stateDirectory)));
    }

    /** The same, where nobody but the test measures recovery points, and so writes heartbeats. */
    static LabOperator startWithoutSchedule(Path stateDirectory) throws IOException, InterruptedException {
        return new LabOperator(Lab.start(options(stateDirectory).withParameter("RpoMeasurement", "DISABLED")));
    }

    /** The shipped template with the audit's events and the measured recovery points, and no audit but the test's own. */
    static LabOperator startWithoutScheduledAudits(Path stateDirectory) throws IOException, InterruptedException {
        return new LabOperator(Lab.start(LabOptions.ofCheckout(ROOT)
                .withStateDirectory(stateDirectory)
                .withPort(0)
                .withTimeScale(0.01)
                .withParameter("AuditOnSchedule", "DISABLED")));
    }

    /** The same, where AWS Backup tests its restores, and takes a second for the minute around a recovery point. */
    static LabOperator startWithRestoreTests(Path stateDirectory) throws IOException, InterruptedException {
        return new LabOperator(Lab.start(options(stateDirectory)
                .withParameter("RestoreTesting", "ENABLED")
                .withParameter("RecoveryPointToleranceSeconds", "1")));
    }

    private static LabOptions options(Path stateDirectory) {
        return LabOptions.ofCheckout(ROOT)
                .withStateDirectory(stateDirectory)
                .withPort(0)
                .withTimeScale(0.001)
                .withParameter("SegmentMebibytes", "1");
    }

    String output(String name) {
        return lab.stack().output(name);
    }

    /** Sends the request and waits for the end of its execution. */
    DescribeExecutionResponse run(String requestJson) throws InterruptedException {
        return run("RestoreStateMachineArn", requestJson);
    }

    /** Sends the request to the machine that replays changes, and waits for the end of its execution. */
    DescribeExecutionResponse replay(String requestJson) throws InterruptedException {
        return run("ReplayStateMachineArn", requestJson);
    }

    private DescribeExecutionResponse run(String machine, String requestJson) throws InterruptedException {
        String arn = stepFunctions
                .startExecution(
                        request -> request.stateMachineArn(output(machine)).input(requestJson))
                .executionArn();
        return await(arn);
    }

    DescribeExecutionResponse await(String arn) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_EXECUTION.toNanos();
        while (System.nanoTime() < deadline) {
            DescribeExecutionResponse execution = stepFunctions.describeExecution(request -> request.executionArn(arn));
            if (execution.status() != ExecutionStatus.RUNNING) {
                return execution;
            }
            Thread.sleep(LOOK_INTERVAL);
        }
        throw new AssertionError("Execution " + arn + " is still running after " + LONGEST_EXECUTION);
    }

    /** The names of all tables. */
    List<String> tables() {
        return dynamoDb.listTablesPaginator().tableNames().stream().toList();
    }

    /** Takes a backup of the table and waits until it can be restored. */
    void backUp(String table, String name) throws InterruptedException {
        String arn = dynamoDb.createBackup(request -> request.tableName(table).backupName(name))
                .backupDetails()
                .backupArn();
        while (dynamoDb.describeBackup(request -> request.backupArn(arn))
                        .backupDescription()
                        .backupDetails()
                        .backupStatus()
                != BackupStatus.AVAILABLE) {
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** Waits until the table can be restored to that instant. */
    void awaitRestorable(String table, Instant instant) throws InterruptedException {
        while (dynamoDb.describeContinuousBackups(request -> request.tableName(table))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription()
                .latestRestorableDateTime()
                .isBefore(instant.plusSeconds(1))) {
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** Waits until the suite has written its heartbeat into the example table, which takes a second or two. */
    void awaitHeartbeat(String table) throws InterruptedException {
        Map<String, AttributeValue> key = SdkItems.toSdk(new PackagedPlans()
                .find(table)
                .flatMap(plan -> plan.changeLog().heartbeatIn(new DynamoDbTableKeys(dynamoDb).of(table)))
                .orElseThrow()
                .of(lab.stack().identity().region()));
        long deadline = System.nanoTime() + LONGEST_EXECUTION.toNanos();
        while (!dynamoDb.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                .hasItem()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no heartbeat in " + table + " after " + LONGEST_EXECUTION);
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** The JSON document at an {@code s3://} URI. */
    JsonNode document(String uri) {
        return json(text(uri));
    }

    /** The text at an {@code s3://} URI. */
    String text(String uri) {
        URI place = URI.create(uri);
        return s3.getObject(
                        request -> request.bucket(place.getHost())
                                .key(place.getPath().substring(1)),
                        ResponseTransformer.toBytes())
                .asString(UTF_8);
    }

    static JsonNode json(String text) {
        return Documents.readJson(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        dynamoDb.close();
        s3.close();
        stepFunctions.close();
        try {
            lab.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of the lab. */
    <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(lab.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
