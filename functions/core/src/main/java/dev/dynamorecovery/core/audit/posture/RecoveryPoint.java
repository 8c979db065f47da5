package dev.dynamorecovery.core.audit.posture;

import java.time.Instant;

/**
 * A recovery point of AWS Backup.
 *
 * @param status AWS Backup's: {@code COMPLETED}, {@code PARTIAL}, {@code DELETING} or {@code EXPIRED}
 * @param encrypted whether it is encrypted
 */
public record RecoveryPoint(String arn, String vault, String status, Instant createdAt, boolean encrypted) {}
