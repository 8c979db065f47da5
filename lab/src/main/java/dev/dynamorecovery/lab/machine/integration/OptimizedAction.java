package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An optimized integration that is an SDK call with text arguments that may be given as JSON.
 *
 * @param errorPrefix how its error names begin, which differs from the SDK integration's
 * @param jsonArguments arguments whose JSON becomes text
 */
record OptimizedAction(String resourceType, String errorPrefix, SdkAction call, List<String> jsonArguments)
        implements TaskAction {

    @Override
    public String resource() {
        return call.resource();
    }

    @Override
    public void check(@Nullable Template arguments, BiConsumer<String, String> fault) {
        call.check(arguments, fault, jsonArguments);
    }

    @Override
    public JsonNode perform(JsonNode arguments, Caller caller) throws StateFailure, InterruptedException {
        JsonNode given = arguments.deepCopy();
        if (given instanceof ObjectNode object) {
            for (String name : jsonArguments) {
                JsonNode value = object.get(name);
                if (value != null && !value.isTextual()) {
                    object.put(name, JsonText.write(value));
                }
            }
        }
        return call.call(given, caller, errorPrefix);
    }
}
