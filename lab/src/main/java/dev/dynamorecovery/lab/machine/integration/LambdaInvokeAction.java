package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The optimized integration {@code lambda:invoke}: the payload is JSON, in and out. */
public record LambdaInvokeAction(LambdaInvoker functions, SdkAction model) implements TaskAction {

    @Override
    public String resourceType() {
        return "lambda";
    }

    @Override
    public String resource() {
        return "invoke";
    }

    @Override
    public void check(@Nullable Template arguments, BiConsumer<String, String> fault) {
        model.check(arguments, fault, List.of("Payload"));
        if (!(arguments instanceof Template.Fields || arguments instanceof Template.Literal)) {
            return;
        }
        constant(arguments, "FunctionName").ifPresent(function -> {
            if (!functions.knows(function)) {
                fault.accept("Arguments/FunctionName", "names no function: " + function);
            }
        });
        constant(arguments, "InvocationType").ifPresent(type -> {
            if (!type.equals("RequestResponse")) {
                fault.accept("Arguments/InvocationType", "the lab invokes with RequestResponse only, not " + type);
            }
        });
    }

    private static Optional<String> constant(Template arguments, String name) {
        JsonNode whole = arguments.constant();
        Template member =
                arguments instanceof Template.Fields object ? object.fields().get(name) : null;
        JsonNode value = whole != null ? whole.get(name) : member == null ? null : member.constant();
        return value != null && value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    @Override
    public JsonNode perform(JsonNode arguments, Caller caller) throws StateFailure, InterruptedException {
        String function = arguments.path("FunctionName").asText("");
        String qualifier = arguments.path("Qualifier").asText("");
        String type = arguments.path("InvocationType").asText("RequestResponse");
        if (function.isEmpty() || !type.equals("RequestResponse")) {
            throw new StateFailure(
                    "States.Runtime", "lambda:invoke needs a FunctionName, and RequestResponse as its InvocationType.");
        }
        JsonNode payload = arguments.path("Payload");
        JsonNode result = LambdaFunctionAction.invoke(
                functions,
                qualifier.isEmpty() ? function : function + ":" + qualifier,
                payload.isMissingNode() ? JsonNodeFactory.instance.objectNode() : payload,
                caller);
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("ExecutedVersion", qualifier.isEmpty() ? "$LATEST" : qualifier);
        output.set("Payload", result);
        output.put("StatusCode", 200);
        return output;
    }
}
