package dev.dynamorecovery.lab.machine.integration;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every Resource that a Task state may name. */
public final class ResourceCatalog {

    private static final String CALLBACK = ".waitForTaskToken";
    private static final Pattern FUNCTION = Pattern.compile("arn:aws:lambda:[a-z0-9-]+:\\d{12}:function:\\S+");
    private static final Pattern INTEGRATION = Pattern.compile("arn:aws:states:::([a-z0-9-]+):(.+)");
    private static final Pattern SDK_INTEGRATION =
            Pattern.compile("arn:aws:states:::aws-sdk:([a-z0-9]+):([A-Za-z0-9]+)");

    private final LambdaInvoker functions;
    private final SdkServices services;
    private final SdkClients clients;
    private final NestedExecutions executions;

    public ResourceCatalog(
            LambdaInvoker functions, SdkServices services, SdkClients clients, NestedExecutions executions) {
        this.functions = functions;
        this.services = services;
        this.clients = clients;
        this.executions = executions;
    }

    /** The resource of this ARN; null, and the fault told, when the lab has none. */
    public @Nullable TaskResource resolve(String arn, Consumer<String> fault) {
        boolean callback = arn.endsWith(CALLBACK);
        String bare = callback ? arn.substring(0, arn.length() - CALLBACK.length()) : arn;
        TaskAction action = action(bare, callback, fault);
        return action == null ? null : new TaskResource(arn, action, callback);
    }

    private @Nullable TaskAction action(String arn, boolean callback, Consumer<String> fault) {
        if (FUNCTION.matcher(arn).matches()) {
            if (callback) {
                fault.accept("a function's ARN takes no token: use arn:aws:states:::lambda:invoke.waitForTaskToken");
                return null;
            }
            if (!functions.knows(arn)) {
                fault.accept("names no function: " + arn);
                return null;
            }
            return new LambdaFunctionAction(arn, functions);
        }
        Matcher sdk = SDK_INTEGRATION.matcher(arn);
        if (sdk.matches()) {
            return sdkAction(sdk.group(1), sdk.group(2), fault);
        }
        Matcher integration = INTEGRATION.matcher(arn);
        if (integration.matches()) {
            return optimized(integration.group(1), integration.group(2), callback, fault);
        }
        fault.accept("names no resource that the lab has: " + arn);
        return null;
    }

    private @Nullable TaskAction sdkAction(String service, String action, Consumer<String> fault) {
        SdkService model = services.find(service).orElse(null);
        if (model == null) {
            fault.accept("the SDK on the class path has no service " + service);
            return null;
        }
        SdkAction found = model.action(action, clients).orElse(null);
        if (found == null) {
            fault.accept("the service " + service + " has no action " + action + model.suggestion(action));
        }
        return found;
    }

    private @Nullable TaskAction optimized(String service, String action, boolean callback, Consumer<String> fault) {
        TaskAction found = switch (service + ":" + action) {
            case "lambda:invoke" ->
                new LambdaInvokeAction(functions, services.require("lambda").require("invoke", clients));
            case "sns:publish" ->
                new OptimizedAction(
                        "sns", "SNS", services.require("sns").require("publish", clients), List.of("Message"));
            case "states:startExecution" -> new StartExecutionAction(executions, false, sfnStart());
            case "states:startExecution.sync:2" ->
                callback ? null : new StartExecutionAction(executions, true, sfnStart());
            default -> null;
        };
        if (found == null) {
            refuseIntegration(service, action, fault);
        }
        return found;
    }

    private static void refuseIntegration(String service, String action, Consumer<String> fault) {
        fault.accept("the lab has no integration " + service + ":" + action
                + "; it has lambda:invoke, sns:publish, states:startExecution(.sync:2) and aws-sdk:SERVICE:ACTION");
    }

    private SdkAction sfnStart() {
        return services.require("sfn").require("startExecution", clients);
    }
}
