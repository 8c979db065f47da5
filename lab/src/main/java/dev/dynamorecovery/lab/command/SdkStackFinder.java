package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.RecoveryStack;
import dev.dynamorecovery.lab.execution.SdkRecoveryStack;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Finds the stack that a command line points at: in the running lab, at a configured endpoint, or in AWS. */
public final class SdkStackFinder implements CommandContext.StackFinder {

    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:states:(?<region>[^:]+):(?<account>\\d{12}):.*");

    private final Map<String, String> environment;
    private final Path stateDirectory;

    public SdkStackFinder(Map<String, String> environment, Path stateDirectory) {
        this.environment = environment;
        this.stateDirectory = stateDirectory;
    }

    @Override
    public RecoveryStack find(TargetOptions options) {
        SdkTarget target = SdkTarget.of(options, environment, stateDirectory);
        StackOutputs outputs;
        try (CloudFormationClient cloudFormation =
                target.configure(CloudFormationClient.builder()).build()) {
            outputs = StackOutputs.read(cloudFormation, options.stack());
        }
        String stateMachineArn = outputs.get("RestoreStateMachineArn");
        SfnClient stepFunctions = target.configure(SfnClient.builder()).build();
        return new SdkRecoveryStack(stepFunctions, stateMachineArn, describe(target, stateMachineArn, options));
    }

    private static String describe(SdkTarget target, String stateMachineArn, TargetOptions options) {
        Matcher arn = ARN.matcher(stateMachineArn);
        String where =
                arn.matches() ? "account " + arn.group("account") + ", Region " + arn.group("region") : stateMachineArn;
        return target.words() + ", " + where + ", stack " + options.stack();
    }
}
