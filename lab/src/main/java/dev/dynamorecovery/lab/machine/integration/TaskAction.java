package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the Resource of a Task state does. */
public interface TaskAction {

    /** As the execution history names the service: {@code lambda}, {@code aws-sdk:dynamodb}. */
    String resourceType();

    /** As the execution history names the action: {@code invoke}, {@code describeTable}. */
    String resource();

    /**
     * Checks the arguments as far as they are known before anything runs.
     *
     * @param fault told the field and the problem of each argument that the service would not take
     */
    void check(@Nullable Template arguments, BiConsumer<String, String> fault);

    /** Whether an error name (not one of {@code States.…}) can come from this action at all. */
    default boolean mayFailWith(String error) {
        return true;
    }

    /** Performs the action and returns its result. */
    JsonNode perform(JsonNode arguments, Caller caller) throws StateFailure, InterruptedException;
}
