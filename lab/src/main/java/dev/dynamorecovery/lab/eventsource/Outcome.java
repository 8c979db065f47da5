package dev.dynamorecovery.lab.eventsource;

import java.util.List;

/** What became of a batch that was handed to a function. */
sealed interface Outcome {

    /** The function is done with every record. */
    record Processed() implements Outcome {}

    /**
     * The function ran and is not done with some records.
     *
     * @param items their places in the batch, ascending, at least one
     * @param trace of the invocation
     */
    record Failed(List<Integer> items, InvocationTrace trace) implements Outcome {}

    /**
     * The function did not run: too many invocations, or no such function.
     *
     * @param reason in Lambda's words
     */
    record NotInvoked(String reason) implements Outcome {}
}
