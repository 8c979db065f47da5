package dev.dynamorecovery.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.audit.RecordedCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

class LabTest {

    @TempDir
    private static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(options());
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @Test
    void shouldRunTheTablesOfTheTemplateWithTheirSettings() {
        try (DynamoDbClient dynamoDb = LabClients.of(DynamoDbClient.builder(), lab.endpoint(), Region.US_EAST_1)) {
            var orders = dynamoDb.describeTable(request -> request.tableName("orders"))
                    .table();
            assertThat(orders.tableStatus()).isEqualTo(TableStatus.ACTIVE);
            assertThat(orders.deletionProtectionEnabled()).isTrue();
            assertThat(orders.streamSpecification().streamEnabled()).isTrue();
            assertThat(orders.globalSecondaryIndexes()).hasSize(1);
            assertThat(dynamoDb.listTagsOfResource(request -> request.resourceArn(orders.tableArn()))
                            .tags())
                    .anySatisfy(tag -> assertThat(tag.key() + "=" + tag.value()).isEqualTo("recovery:plan=orders"));
            assertThat(dynamoDb.describeContinuousBackups(request -> request.tableName("orders"))
                            .continuousBackupsDescription()
                            .pointInTimeRecoveryDescription()
                            .recoveryPeriodInDays())
                    .isEqualTo(35);
            assertThat(dynamoDb.describeTimeToLive(request -> request.tableName("orders"))
                            .timeToLiveDescription()
                            .attributeName())
                    .isEqualTo("expiresAt");
        }
    }

    @Test
    void shouldServeBucketsMachinesAndOutputsOfTheTemplate() {
        String evidence = lab.stack().output("EvidenceBucketName");
        try (S3Client s3 = LabClients.of(S3Client.builder(), lab.endpoint(), Region.US_EAST_1);
                SfnClient states = LabClients.of(SfnClient.builder(), lab.endpoint(), Region.US_EAST_1);
                CloudFormationClient stacks =
                        LabClients.of(CloudFormationClient.builder(), lab.endpoint(), Region.US_EAST_1)) {
            s3.putObject(request -> request.bucket(evidence).key("probe"), RequestBody.fromString("x"));
            assertThat(s3.getBucketVersioning(request -> request.bucket(evidence))
                            .statusAsString())
                    .isEqualTo("Enabled");
            assertThat(states.listStateMachines().stateMachines())
                    .extracting(StateMachineListItem::stateMachineArn)
                    .containsExactlyInAnyOrder(
                            lab.stack().output("RestoreStateMachineArn"),
                            lab.stack().output("ReplayStateMachineArn"),
                            lab.stack().output("PreReleaseStateMachineArn"));
            assertThat(stacks.describeStacks().stacks().getFirst().outputs())
                    .anySatisfy(output -> assertThat(output.outputValue()).isEqualTo(evidence));
        }
        assertThat(lab.calls().calls())
                .contains(new RecordedCall("LABOPERATOR", "s3:PutObject", "arn:aws:s3:::" + evidence + "/probe"));
    }

    @Test
    void shouldTellOtherProcessesWhereItListens() throws Exception {
        JsonNode state =
                new ObjectMapper().readTree(directory.resolve("lab.json").toFile());

        assertThat(state.path("endpoint").asText()).isEqualTo(lab.endpoint().toString());
        assertThat(state.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(state.path("timeScale").asDouble()).isEqualTo(0.001);
    }

    @Test
    void shouldRefuseASecondLabOfTheSameCheckoutAndSayWhereTheFirstIs() {
        assertThatThrownBy(() -> Lab.start(options()))
                .isInstanceOf(LabRunningException.class)
                .hasMessageContaining(lab.endpoint().toString());
    }

    @Test
    void shouldAnswerHealthChecks() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(lab.endpoint().resolve("/health")).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"status\":\"ready\"");
        }
    }

    @Test
    void shouldLeaveNothingBehindAndStartAgain(@TempDir Path other) throws Exception {
        Lab first = Lab.start(options().withStateDirectory(other));
        first.close();
        assertThat(other.resolve("lab.json")).doesNotExist();
        first.close();

        Lab second = Lab.start(options().withStateDirectory(other));
        assertThat(other.resolve("lab.json")).exists();
        second.close();
    }

    @Test
    void shouldLeaveNothingBehindWhenItCannotStart(@TempDir Path other) throws Exception {
        int taken = lab.endpoint().getPort();
        assertThatThrownBy(() -> Lab.start(options().withStateDirectory(other).withPort(taken)))
                .isInstanceOf(java.net.BindException.class);
        assertThatThrownBy(() -> Lab.start(options().withStateDirectory(other).withParameter("UsersTableName", "?")))
                .hasMessageContaining("CreateTable of the template was refused");

        Lab.start(options().withStateDirectory(other)).close();
        assertThat(other.resolve("lab.json")).doesNotExist();
    }

    private static LabOptions options() {
        return LabOptions.ofCheckout(Path.of(".."))
                .withStateDirectory(directory)
                .withPort(0)
                .withTimeScale(0.001);
    }
}
