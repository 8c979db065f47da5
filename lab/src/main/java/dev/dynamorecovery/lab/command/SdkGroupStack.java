package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.aws.failover.DynamoDbApprovals;
import dev.dynamorecovery.aws.failover.DynamoDbBallots;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbKillSwitch;
import dev.dynamorecovery.aws.failover.DynamoDbReadinessReports;
import dev.dynamorecovery.core.failover.approval.Approvals;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionSnapshots;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** The stack of a Region over the AWS SDK, by the names that the template gives: no look-up has to work. */
final class SdkGroupStack implements GroupStack {

    /** Somebody waits at night, and another Region can be asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Both Regions' logs are read, and nobody is waiting for a failover. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);

    private final SdkTarget target;
    private final GroupOptions options;
    private final String region;
    private final DynamoDbClient dynamoDb;
    private final LambdaClient lambda;
    private final SfnClient stepFunctions;

    SdkGroupStack(SdkTarget target, GroupOptions options, String region) {
        this.target = target;
        this.options = options;
        this.region = region;
        ClientOverrideConfiguration impatient = ClientOverrideConfiguration.builder()
                .apiCallTimeout(PATIENCE)
                .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(2)
                        .build())
                .build();
        this.dynamoDb = target.configure(DynamoDbClient.builder())
                .overrideConfiguration(impatient)
                .build();
        this.lambda = target.configure(LambdaClient.builder())
                // The connection waits as long as the longest call; the calls themselves say how long that is.
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(LONG_PATIENCE))
                .overrideConfiguration(impatient)
                .build();
        this.stepFunctions = target.configure(SfnClient.builder())
                .overrideConfiguration(impatient)
                .build();
    }

    @Override
    public String description() {
        return target.words() + ", Region " + region + ", stack "
                + options.target().stack();
    }

    @Override
    public ControlRecords records() {
        return new DynamoDbControlRecords(dynamoDb, options.controlTable());
    }

    @Override
    public KillSwitch killSwitch() {
        return new DynamoDbKillSwitch(dynamoDb, options.controlTable());
    }

    @Override
    public Ballots ballots() {
        return new DynamoDbBallots(dynamoDb, options.controlTable());
    }

    @Override
    public ReadinessReports readiness() {
        return new DynamoDbReadinessReports(dynamoDb, options.controlTable());
    }

    @Override
    public Approvals approvals() {
        return new DynamoDbApprovals(dynamoDb, options.controlTable());
    }

    @Override
    public JsonNode ask(Function function, ObjectNode request) {
        String name = options.target().stack() + "-" + function.logicalId();
        InvokeResponse response = lambda.invoke(invocation -> invocation
                .functionName(name)
                .qualifier("live")
                .overrideConfiguration(
                        override -> override.apiCallTimeout(function == Function.RECONCILER ? LONG_PATIENCE : PATIENCE))
                .payload(SdkBytes.fromUtf8String(Json.compact(request))));
        return FunctionAnswer.of(function.logicalId(), response);
    }

    @Override
    public String startPlannedMove(String executionName, String inputJson) {
        String machine;
        try (CloudFormationClient cloudFormation =
                target.configure(CloudFormationClient.builder()).build()) {
            machine =
                    StackOutputs.read(cloudFormation, options.target().stack()).get("FailbackStateMachineArn");
        }
        try {
            return stepFunctions
                    .startExecution(request ->
                            request.stateMachineArn(machine).name(executionName).input(inputJson))
                    .executionArn();
        } catch (ExecutionAlreadyExistsException somebodyWasFaster) {
            return machine.replace(":stateMachine:", ":execution:") + ":" + executionName;
        }
    }

    @Override
    public Optional<ExecutionSnapshot> execution(String arn) {
        return ExecutionSnapshots.find(stepFunctions, arn);
    }

    @Override
    public void close() {
        dynamoDb.close();
        lambda.close();
        stepFunctions.close();
    }
}
