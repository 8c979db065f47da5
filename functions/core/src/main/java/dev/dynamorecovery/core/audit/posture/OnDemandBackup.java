package dev.dynamorecovery.core.audit.posture;

import java.time.Instant;

/** @param status DynamoDB's: {@code CREATING}, {@code AVAILABLE} or {@code DELETED} */
public record OnDemandBackup(String arn, String name, String status, Instant createdAt) {}
