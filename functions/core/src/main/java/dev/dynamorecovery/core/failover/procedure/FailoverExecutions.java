package dev.dynamorecovery.core.failover.procedure;

import org.jspecify.annotations.Nullable;

/** Starts executions of the failover's state machine in this Region. */
public interface FailoverExecutions {

    /**
     * Starts an execution; one of the same name may exist, and then nothing happens.
     *
     * @param name null for a name made up
     * @param input a JSON document
     */
    Started start(@Nullable String name, String input);

    /**
     * @param arn of the execution, which may be somebody else's
     * @param first whether this call started it
     */
    record Started(String arn, boolean first) {}
}
