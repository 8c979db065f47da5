package dev.dynamorecovery.lab.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** The outputs and the parameters of the deployed stack, by the names that template.yaml gives them. */
public record StackOutputs(String stackName, Map<String, String> values, Map<String, String> parameters) {

    public StackOutputs {
        values = Map.copyOf(values);
        parameters = Map.copyOf(parameters);
    }

    static StackOutputs read(CloudFormationClient cloudFormation, String stackName) {
        List<Stack> stacks;
        try {
            stacks = cloudFormation
                    .describeStacks(request -> request.stackName(stackName))
                    .stacks();
        } catch (CloudFormationException e) {
            if (e.awsErrorDetails() != null
                    && "ValidationError".equals(e.awsErrorDetails().errorCode())) {
                throw notDeployed(stackName);
            }
            throw e;
        }
        if (stacks.isEmpty()) {
            throw notDeployed(stackName);
        }
        Map<String, String> values = new HashMap<>();
        stacks.getFirst().outputs().forEach(output -> values.put(output.outputKey(), output.outputValue()));
        Map<String, String> parameters = new HashMap<>();
        stacks.getFirst()
                .parameters()
                .forEach(parameter -> parameters.put(parameter.parameterKey(), parameter.parameterValue()));
        return new StackOutputs(stackName, values, parameters);
    }

    public String get(String outputName) {
        String value = values.get(outputName);
        if (value == null) {
            throw CommandFailure.unreachable(
                    "the stack '" + stackName + "' has no output " + outputName,
                    "--stack",
                    stackName,
                    "name the stack of this template, or deploy the current one with 'sam deploy'");
        }
        return value;
    }

    /** The value of a parameter. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw CommandFailure.unreachable(
                    "the stack '" + stackName + "' has no parameter " + name,
                    "--stack",
                    stackName,
                    "name the stack of this template, or deploy the current one with 'sam deploy'");
        }
        return value;
    }

    /** The value of a parameter that is a whole number. */
    public int number(String name) {
        return Integer.parseInt(parameter(name));
    }

    private static CommandFailure notDeployed(String stackName) {
        return CommandFailure.unreachable(
                "there is no stack '" + stackName + "' in this account and Region",
                "--stack",
                stackName,
                "deploy it with 'sam build && sam deploy --guided', check --region and --profile, or try the lab:"
                        + " './recovery lab', then --lab");
    }
}
