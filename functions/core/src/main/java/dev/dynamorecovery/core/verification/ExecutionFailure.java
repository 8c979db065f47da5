package dev.dynamorecovery.core.verification;

/**
 * Why an execution does not end with a verdict.
 *
 * @param step the state that failed
 * @param refused whether the request was refused, so that nothing was begun
 * @param error the error's code
 * @param cause its description; for a refusal the JSON object with the refusals
 */
public record ExecutionFailure(String step, boolean refused, String error, String cause) {}
