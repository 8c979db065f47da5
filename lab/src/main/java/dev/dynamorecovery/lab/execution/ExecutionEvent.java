package dev.dynamorecovery.lab.execution;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an execution's history.
 *
 * @param type Step Functions' own name of it, such as {@code TaskStateEntered}
 * @param stateName the state entered or left, null for every other event
 */
public record ExecutionEvent(
        long id, Instant at, String type, @Nullable String stateName) {

    private static final Pattern WORKING_STATE = Pattern.compile("(Task|Wait|Map)State(Entered|Exited)");

    /** Whether a state is entered in which work is done or time passes: choices and assignments are no steps. */
    boolean entersStep() {
        return WORKING_STATE.matcher(type).matches() && type.endsWith("Entered");
    }

    boolean leavesStep() {
        return WORKING_STATE.matcher(type).matches() && type.endsWith("Exited");
    }
}
