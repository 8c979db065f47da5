package dev.dynamorecovery.core.audit.restoretest;

import java.time.Instant;

/**
 * When AWS Backup began to take a recovery point, and when it had it.
 *
 * @param completedAt not before {@code createdAt}
 */
public record RecoveryPointTimes(Instant createdAt, Instant completedAt) {}
