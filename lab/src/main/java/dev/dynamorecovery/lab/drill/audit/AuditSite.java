package dev.dynamorecovery.lab.drill.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.execution.Json;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReplicaStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;

/** Where the audit is rehearsed: a lab of two Regions with the stack in it, as its operator reaches it. */
public final class AuditSite implements Closeable {

    /** The table whose protection is taken away. */
    static final String TABLE = "orders";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Lab lab;
    private final DynamoDbClient dynamoDb;
    private final LambdaClient lambda;
    private final CloudWatchClient cloudWatch;
    private final BackupClient backup;
    private final SecurityHubClient securityHub;

    private AuditSite(Lab lab) {
        this.lab = lab;
        this.dynamoDb = client(DynamoDbClient.builder()).build();
        this.lambda = client(LambdaClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .build();
        this.cloudWatch = client(CloudWatchClient.builder()).build();
        this.backup = client(BackupClient.builder()).build();
        this.securityHub = client(SecurityHubClient.builder()).build();
    }

    /** Starts it; {@link #close} ends all of it. */
    public static AuditSite open(Path home, Path stateDirectory) throws IOException, InterruptedException {
        return new AuditSite(Lab.start(LabOptions.ofCheckout(home)
                .withRegions(LabOptions.THREE_REGIONS.subList(0, 2))
                .withStateDirectory(stateDirectory)
                .withPort(0)
                .withParameter("SecurityHub", "HUB")));
    }

    public Lab lab() {
        return lab;
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    LambdaClient lambda() {
        return lambda;
    }

    CloudWatchClient cloudWatch() {
        return cloudWatch;
    }

    BackupClient backup() {
        return backup;
    }

    String standby() {
        return lab.regions().names().get(1);
    }

    String tableArn() {
        return dynamoDb.describeTable(request -> request.tableName(TABLE))
                .table()
                .tableArn();
    }

    /** Has AWS Backup take a recovery point of the table into the stack's vault. */
    void startBackupJob() {
        backup.startBackupJob(request -> request.backupVaultName(output("BackupVaultName"))
                .resourceArn(tableArn())
                .iamRoleArn(output("BackupRoleArn")));
    }

    boolean active() {
        TableDescription table =
                dynamoDb.describeTable(request -> request.tableName(TABLE)).table();
        return table.tableStatus() == TableStatus.ACTIVE
                && table.replicas().stream().allMatch(replica -> replica.replicaStatus() == ReplicaStatus.ACTIVE);
    }

    /** Takes deletion protection from the replica: while that is on, nobody removes it. */
    void unprotectReplica() {
        try (DynamoDbClient there =
                client(DynamoDbClient.builder()).region(Region.of(standby())).build()) {
            there.updateTable(request -> request.tableName(TABLE).deletionProtectionEnabled(false));
        }
    }

    /** What the stack says of the table, asked by hand. */
    JsonNode audit() {
        ObjectNode request = Json.object().put("reason", "manual");
        request.putArray("tables").add(TABLE);
        return ask("BackupVerifierArn", request);
    }

    /** Has the stack repair what is safe to repair of the table. */
    JsonNode repair() {
        ObjectNode request = Json.object().put("dryRun", false).put("by", "drill");
        request.putArray("tables").add(TABLE);
        return ask("ProtectionRepairerArn", request);
    }

    private JsonNode ask(String output, ObjectNode request) {
        InvokeResponse response = lambda.invoke(invocation ->
                invocation.functionName(output(output)).payload(SdkBytes.fromUtf8String(Json.compact(request))));
        if (response.functionError() != null) {
            throw new DrillFailed(output + " failed: " + response.payload().asUtf8String(), null);
        }
        return Json.lenient(response.payload().asUtf8String());
    }

    String output(String name) {
        return lab.stack().output(name);
    }

    /** What Security Hub has on that rule and the table, while it is open. */
    Optional<AwsSecurityFinding> openFinding(String rule) {
        return securityHub
                .getFindings(request -> request.filters(filters ->
                        filters.generatorId(equal("dynamo-recovery/" + rule)).recordState(equal("ACTIVE"))))
                .findings()
                .stream()
                .filter(finding -> finding.resources().getFirst().id().endsWith(":table/" + TABLE))
                .filter(finding -> "FAILED".equals(finding.compliance().statusAsString()))
                .findFirst();
    }

    private static StringFilter equal(String value) {
        return StringFilter.builder()
                .value(value)
                .comparison(StringFilterComparison.EQUALS)
                .build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B client(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(lab.endpoint())
                .region(Region.of(lab.regions().names().getFirst()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)));
    }

    @Override
    public void close() throws IOException {
        List.<SdkClient>of(dynamoDb, lambda, cloudWatch, backup, securityHub).forEach(SdkClient::close);
        lab.close();
    }
}
