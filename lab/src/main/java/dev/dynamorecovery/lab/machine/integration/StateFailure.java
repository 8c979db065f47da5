package dev.dynamorecovery.lab.machine.integration;

import org.jspecify.annotations.Nullable;

/** The failure of a state with the error name that Retry and Catch match. */
public final class StateFailure extends Exception {

    private final String error;
    private final @Nullable String explanation;

    /** @param explanation the {@code Cause}; null where Step Functions gives none */
    public StateFailure(String error, @Nullable String explanation) {
        super(explanation == null ? error : error + ": " + explanation);
        this.error = error;
        this.explanation = explanation;
    }

    /** The error name, such as {@code States.Timeout} or {@code DynamoDb.TableNotFoundException}. */
    public String error() {
        return error;
    }

    public @Nullable String explanation() {
        return explanation;
    }
}
