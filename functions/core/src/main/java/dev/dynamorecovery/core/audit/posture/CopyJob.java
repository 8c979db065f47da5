package dev.dynamorecovery.core.audit.posture;

import java.time.Instant;

/**
 * A copy of a recovery point into another vault.
 *
 * @param destinationVaultArn names the Region and the account of the copy
 * @param state AWS Backup's, such as {@code COMPLETED} or {@code FAILED}
 */
public record CopyJob(String recoveryPointArn, String destinationVaultArn, String state, Instant createdAt) {}
