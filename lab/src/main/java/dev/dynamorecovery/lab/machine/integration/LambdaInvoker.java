package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;

/** Runs the functions that state machines call. */
public interface LambdaInvoker {

    /** What came of an invocation. */
    sealed interface Invocation {

        /** The function returned this. */
        record Returned(JsonNode payload) implements Invocation {}

        /**
         * The function threw, timed out or could not start.
         *
         * @param errorType the exception's class name, or {@code Sandbox.Timedout} and the like
         */
        record Failed(String errorType, String errorMessage) implements Invocation {}
    }

    /** Whether there is a function of this ARN or name (with or without a qualifier). */
    boolean knows(String functionArnOrName);

    /**
     * Invokes a function and waits for its end; an interruption abandons it.
     *
     * @param caller in whose name
     * @throws UnknownFunctionException when there is no such function
     */
    Invocation invoke(String functionArnOrName, JsonNode payload, Caller caller) throws InterruptedException;

    /** There is no function of that name. */
    final class UnknownFunctionException extends RuntimeException {
        public UnknownFunctionException(String functionArnOrName) {
            super("Function not found: " + functionArnOrName);
        }
    }
}
