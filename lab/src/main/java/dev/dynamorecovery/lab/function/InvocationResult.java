package dev.dynamorecovery.lab.function;

import java.util.Optional;

/**
 * What one invocation of a function came to.
 *
 * @param payload the answer, or the error as JSON
 * @param functionError {@code Unhandled} when the payload is an error
 * @param executedVersion the version that ran
 * @param logTail the last 4 KB of what the invocation logged
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record InvocationResult(
        String requestId, byte[] payload, Optional<String> functionError, String executedVersion, byte[] logTail) {

    static final String UNHANDLED = "Unhandled";
}
