package dev.dynamorecovery.lab.drill.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabStack;
import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionSnapshots;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What an operator does in a failover drill, with the clients that an operator has. */
final class DrilledMoves {

    private static final List<String> SCHEDULES = List.of("RegionObserverSchedule", "FailoverDetectorSchedule");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(10);
    private static final Set<String> PASSING = Set.of("TargetNotHealthy", "VotesMissing", "LostWritesUnsettled");
    private static final String OPERATOR = "drill";

    private final FailoverSite site;
    private final Pause pause;

    DrilledMoves(FailoverSite site, Pause pause) {
        this.site = site;
        this.pause = pause;
    }

    /** Starts at once what the schedules would start within a minute. */
    void startSchedules() {
        for (String region : site.lab().regions().names()) {
            LabStack stack = site.lab().stack(region);
            SCHEDULES.forEach(stack.rules()::fire);
        }
    }

    /** What the execution returned that holds the claim. */
    JsonNode outcomeOfClaim(ControlRecord record) throws InterruptedException {
        Claim claim = record.claim();
        if (claim == null) {
            throw new DrillFailed(
                    "nobody holds the claim any more: " + record.newest().detail(), null);
        }
        int slash = claim.claimant().indexOf('/');
        String region = claim.claimant().substring(0, slash);
        String machine = site.lab().stack(region).definition().output("FailoverStateMachineArn");
        return outcome(region, executionArn(machine, claim.claimant().substring(slash + 1)), () -> {});
    }

    /** Lets automation act again. */
    void acknowledge(String region) {
        JsonNode answer = ask(
                region,
                "FailoverController",
                Json.object()
                        .put("step", "Acknowledge")
                        .put("group", FailoverSite.GROUP)
                        .put("by", OPERATOR));
        if (!answer.path("answer").asText().equals("Done")) {
            throw new DrillFailed(
                    "the failover could not be acknowledged: "
                            + answer.path("reason").asText(),
                    null);
        }
    }

    /**
     * Moves the group back and answers what the machine returned. Where observers have just missed a look, it asks again, as
     * an operator would.
     *
     * @param looked called now and then
     */
    JsonNode failBack(String target, Runnable looked) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode outcome = failBackOnce(target, looked);
            if (outcome.path("outcome").asText().equals("Concluded")) {
                return outcome;
            }
            if (!PASSING.contains(outcome.path("code").asText()) || System.nanoTime() > deadline) {
                throw new DrillFailed(
                        "the way back: " + outcome.path("outcome").asText() + ", "
                                + outcome.path("code").asText() + ": "
                                + outcome.path("reason").asText(),
                        null);
            }
            pause.of(ASKED_AGAIN_AFTER);
        }
    }

    private JsonNode failBackOnce(String target, Runnable looked) throws InterruptedException {
        String machine = site.lab().stack(target).definition().output("FailbackStateMachineArn");
        String input = Json.compact(Json.object()
                .put("group", FailoverSite.GROUP)
                .put("target", target)
                .put("by", OPERATOR)
                .put("dryRun", false));
        String arn;
        try (SfnClient stepFunctions = client(target, SfnClient.builder())) {
            arn = stepFunctions
                    .startExecution(request -> request.stateMachineArn(machine).input(input))
                    .executionArn();
        }
        return outcome(target, arn, looked);
    }

    /** Asks a function of a Region's stack. */
    JsonNode ask(String region, String logicalId, ObjectNode request) {
        String name = site.lab().stack(region).definition().identity().stackName() + "-" + logicalId + ":live";
        try (LambdaClient lambda = client(region, LambdaClient.builder())) {
            InvokeResponse response = lambda.invoke(invocation ->
                    invocation.functionName(name).payload(SdkBytes.fromUtf8String(Json.compact(request))));
            JsonNode answer = Json.lenient(response.payload().asUtf8String());
            if (response.functionError() != null) {
                throw new DrillFailed(
                        logicalId + " failed: " + answer.path("errorMessage").asText(), null);
            }
            return answer;
        }
    }

    private JsonNode outcome(String region, String arn, Runnable looked) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (SfnClient stepFunctions = client(region, SfnClient.builder())) {
            while (true) {
                Optional<ExecutionSnapshot> execution = ExecutionSnapshots.find(stepFunctions, arn);
                looked.run();
                if (execution.isPresent() && execution.get().status().isOver()) {
                    String output = execution.get().outputJson();
                    if (output == null) {
                        throw new DrillFailed(
                                "the execution ended " + execution.get().status() + ": "
                                        + execution.get().cause(),
                                null);
                    }
                    return Json.lenient(output);
                }
                if (System.nanoTime() > deadline) {
                    throw new DrillFailed("the execution " + arn + " has not ended after " + PATIENCE, null);
                }
                pause.of(LOOK_INTERVAL);
            }
        }
    }

    private static String executionArn(String machineArn, String name) {
        return machineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(String region, B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(site.lab().endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Lab.OPERATOR_ACCESS_KEY_ID, Lab.SECRET_ACCESS_KEY)))
                .build();
    }
}
