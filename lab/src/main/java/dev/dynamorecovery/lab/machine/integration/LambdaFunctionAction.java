package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A function whose ARN is the Resource: arguments in, the function's own result out. */
public record LambdaFunctionAction(String arn, LambdaInvoker functions) implements TaskAction {

    @Override
    public String resourceType() {
        return "lambda";
    }

    @Override
    public String resource() {
        return arn;
    }

    @Override
    public void check(@Nullable Template arguments, BiConsumer<String, String> fault) {
        // A function takes any JSON.
    }

    @Override
    public JsonNode perform(JsonNode arguments, Caller caller) throws StateFailure, InterruptedException {
        return invoke(functions, arn, arguments, caller);
    }

    static JsonNode invoke(LambdaInvoker functions, String function, JsonNode payload, Caller caller)
            throws StateFailure, InterruptedException {
        try {
            return switch (functions.invoke(function, payload, caller)) {
                case LambdaInvoker.Invocation.Returned returned -> returned.payload();
                case LambdaInvoker.Invocation.Failed failed ->
                    throw new StateFailure(
                            failed.errorType(),
                            JsonText.write(JsonNodeFactory.instance
                                    .objectNode()
                                    .put("errorMessage", failed.errorMessage())
                                    .put("errorType", failed.errorType())));
            };
        } catch (LambdaInvoker.UnknownFunctionException e) {
            throw new StateFailure("Lambda.ResourceNotFoundException", e.getMessage());
        }
    }
}
