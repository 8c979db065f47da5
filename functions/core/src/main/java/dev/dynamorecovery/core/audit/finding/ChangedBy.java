package dev.dynamorecovery.core.audit.finding;

import java.time.Instant;

/**
 * Who changed something that may have weakened a table's protection.
 *
 * @param principal the ARN of the caller, as CloudTrail tells it
 * @param action the API call, such as {@code UpdateContinuousBackups}
 * @param at when it was made
 */
public record ChangedBy(String principal, String action, Instant at) {

    /** In words. */
    public String described() {
        return "%s by %s at %s".formatted(action, principal, at);
    }
}
