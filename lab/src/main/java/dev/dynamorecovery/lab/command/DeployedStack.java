package dev.dynamorecovery.lab.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** The stack that a command line points at: in the running lab, at a configured endpoint, or in AWS. */
record DeployedStack(SdkTarget target, StackOutputs outputs) {

    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:states:(?<region>[^:]+):(?<account>\\d{12}):.*");

    static DeployedStack find(TargetOptions options, Map<String, String> environment, Path stateDirectory) {
        SdkTarget target = SdkTarget.of(options, environment, stateDirectory);
        try (CloudFormationClient cloudFormation =
                target.configure(CloudFormationClient.builder()).build()) {
            return new DeployedStack(target, StackOutputs.read(cloudFormation, options.stack()));
        }
    }

    String restoreMachineArn() {
        return outputs.get("RestoreStateMachineArn");
    }

    String replayMachineArn() {
        return outputs.get("ReplayStateMachineArn");
    }

    /** The Region that the stack stands in. */
    String region() {
        Matcher arn = ARN.matcher(restoreMachineArn());
        return arn.matches() ? arn.group("region") : "";
    }

    /** What is spoken to, in words an operator checks before going on. */
    String description() {
        Matcher arn = ARN.matcher(restoreMachineArn());
        String where = arn.matches()
                ? "account " + arn.group("account") + ", Region " + arn.group("region")
                : restoreMachineArn();
        return target.words() + ", " + where + ", stack " + outputs.stackName();
    }
}
