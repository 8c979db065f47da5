package dev.dynamorecovery.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class CommandLineTest {

    @TempDir
    private static Path stateDirectory;

    @SuppressWarnings("NullAway.Init")
    private static Lab lab;

    @SuppressWarnings("NullAway.Init")
    private static DynamoDbClient dynamoDb;

    @BeforeAll
    static void start() throws Exception {
        LabOptions options = LabOptions.ofCheckout(
                        Path.of("..").toAbsolutePath().normalize())
                .withStateDirectory(stateDirectory)
                .withPort(0);
        lab = Lab.start(options);
        dynamoDb = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(lab.endpoint())
                .region(Region.of(options.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)))
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamoDb.close();
        lab.close();
    }

    @Test
    void shouldTakeABaselineAndProveARestoreToItsInstantInTheRunningLab() throws Exception {
        CommandLineRun baseline = run("baseline", "users", "--follow");
        JsonNode taken = baseline.json().path("result");
        assertThat(baseline.exitCode()).as(baseline.out()).isZero();

        awaitRestorable("users", Instant.parse(taken.path("baselineInstant").asText()));

        CommandLineRun restore = run(
                "restore",
                "users",
                "--at",
                taken.path("baselineInstant").asText(),
                "--expect",
                "baseline:" + taken.path("baseline").asText(),
                "--discard-copy",
                "--follow");

        assertThat(restore.exitCode()).as(restore.out()).isZero();
        assertThat(restore.err()).contains("the lab at " + lab.endpoint());
        assertThat(restore.json().at("/result/copyKept").asBoolean()).isFalse();
        CommandLineRun status = run("status", restore.json().path("execution").asText());
        assertThat(status.exitCode()).isZero();
        assertThat(status.json().path("steps")).isEqualTo(restore.json().path("steps"));
    }

    @Test
    void shouldMakeOneExecutionOfARequestMadeTwice() throws Exception {
        String[] line = {"restore", "orders", "--at", "latest", "--expect", "none", "--target", "orders-twice"};

        JsonNode first = run(line).json();
        CommandLineRun second =
                run(Stream.concat(Stream.of(line), Stream.of("--follow")).toArray(String[]::new));

        assertThat(second.json().path("executionArn")).isEqualTo(first.path("executionArn"));
        assertThat(first.path("alreadyExisted").asBoolean()).isFalse();
        assertThat(second.json().path("alreadyExisted").asBoolean()).isTrue();
    }

    @Test
    void shouldRefuseWithRemedyAndCreateNothing() throws Exception {
        List<String> tablesBefore = dynamoDb.listTables().tableNames();

        assertRefused("UnknownTable", "restore", "no-such-table", "--at", "latest");
        assertRefused("InvalidRestoreTime", "restore", "orders", "--at", "2020-01-01T00:00:00Z");
        assertRefused("BackupNotFound", "restore", "orders", "--backup", "latest");
        assertRefused("TargetExists", "restore", "orders", "--at", "latest", "--target", "transactions");

        assertThat(dynamoDb.listTables().tableNames()).isEqualTo(tablesBefore);
    }

    @Test
    void shouldSayThatThereIsNoSuchExecutionOrStack() throws Exception {
        assertThat(run("status", "restore-orders-0").exitCode()).isEqualTo(3);

        CommandLineRun noStack = run("baseline", "users", "--stack", "elsewhere");
        assertThat(noStack.exitCode()).isEqualTo(7);
        assertThat(noStack.err()).contains("no stack 'elsewhere'").contains("sam deploy");
    }

    @Test
    void shouldPrintWhatToExportForTheRunningLab() {
        CommandLineRun exports = CommandLineRun.of(stateDirectory, "lab", "--print-exports");

        assertThat(exports.exitCode()).isZero();
        assertThat(exports.out())
                .contains("export AWS_ENDPOINT_URL=" + lab.endpoint())
                .contains("export AWS_ACCESS_KEY_ID=LABOPERATOR");
    }

    /** The window's end trails the present; nothing is asserted about how far. */
    private static void awaitRestorable(String table, Instant instant) throws InterruptedException {
        while (dynamoDb.describeContinuousBackups(request -> request.tableName(table))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription()
                .latestRestorableDateTime()
                .isBefore(instant)) {
            lab.time().pause(Duration.ofSeconds(5));
        }
    }

    private static void assertRefused(String code, String... line) throws Exception {
        CommandLineRun run =
                run(Stream.concat(Stream.of(line), Stream.of("--follow")).toArray(String[]::new));
        assertThat(run.exitCode()).as(run.out()).isEqualTo(3);
        assertThat(run.json().at("/refusals/0/code").asText()).isEqualTo(code);
        assertThat(run.json().at("/refusals/0/field").asText()).isNotEmpty();
        assertThat(run.json().at("/refusals/0/remedy").asText()).isNotEmpty();
    }

    private static CommandLineRun run(String... line) {
        return CommandLineRun.of(
                stateDirectory,
                Stream.concat(Stream.of(line), Stream.of("--lab", "--output", "json"))
                        .toArray(String[]::new));
    }
}
