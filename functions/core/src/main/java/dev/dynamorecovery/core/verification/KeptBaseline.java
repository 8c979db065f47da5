package dev.dynamorecovery.core.verification;

import java.time.Instant;

/**
 * The baseline that a verified copy became.
 *
 * @param corrections how many items were in another state at the instant than in the copy
 */
public record KeptBaseline(String baseline, Instant instant, long itemCount, long corrections) {}
