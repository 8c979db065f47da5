package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionSnapshots;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** The audit of a stack in AWS or in the lab. */
final class SdkAuditStack implements AuditStack {

    /** As long as a function may run, and a little for the way. */
    private static final Duration PATIENCE = Duration.ofMinutes(16);

    private final DeployedStack stack;
    private final LambdaClient lambda;
    private final S3Client s3;
    private final SfnClient stepFunctions;

    SdkAuditStack(DeployedStack stack) {
        this.stack = stack;
        this.lambda = stack.target()
                .configure(LambdaClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                // A second audit beside the first would only be slower: whoever asks may ask again.
                .overrideConfiguration(
                        override -> override.apiCallTimeout(PATIENCE).retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        this.s3 = stack.target()
                .configure(S3Client.builder())
                .forcePathStyle(stack.target().byPath())
                .build();
        this.stepFunctions = stack.target().configure(SfnClient.builder()).build();
    }

    @Override
    public String description() {
        return stack.description();
    }

    @Override
    public JsonNode audit(List<String> tables) {
        ObjectNode request = Json.object().put("reason", "manual");
        if (!tables.isEmpty()) {
            tables.forEach(request.putArray("tables")::add);
        }
        return ask("BackupVerifier", request);
    }

    @Override
    public byte[] evidence(String key) {
        String bucket = stack.outputs().get("EvidenceBucketName");
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
    }

    @Override
    public JsonNode repair(List<String> tables, boolean dryRun, String by) {
        ObjectNode request = Json.object().put("dryRun", dryRun).put("by", by);
        tables.forEach(request.putArray("tables")::add);
        return ask("ProtectionRepairer", request);
    }

    private JsonNode ask(String function, ObjectNode request) {
        String arn = stack.outputs().get(function + "Arn");
        return FunctionAnswer.of(
                function,
                lambda.invoke(invocation ->
                        invocation.functionName(arn).payload(SdkBytes.fromUtf8String(Json.compact(request)))));
    }

    @Override
    public String startRelease(String executionName, String inputJson) {
        String machine = stack.outputs().get("PreReleaseStateMachineArn");
        try {
            return stepFunctions
                    .startExecution(request ->
                            request.stateMachineArn(machine).name(executionName).input(inputJson))
                    .executionArn();
        } catch (ExecutionAlreadyExistsException startedBefore) {
            return machine.replace(":stateMachine:", ":execution:") + ":" + executionName;
        }
    }

    @Override
    public Optional<ExecutionSnapshot> execution(String arn) {
        return ExecutionSnapshots.find(stepFunctions, arn);
    }

    @Override
    public void close() {
        lambda.close();
        s3.close();
        stepFunctions.close();
    }
}
