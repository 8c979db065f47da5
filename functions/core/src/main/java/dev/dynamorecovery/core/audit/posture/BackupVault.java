package dev.dynamorecovery.core.audit.posture;

import java.util.Optional;

/**
 * A vault of AWS Backup.
 *
 * @param locked whether a vault lock keeps its recovery points
 * @param accessPolicy its access policy as JSON; empty when it has none
 */
public record BackupVault(String name, String arn, boolean locked, Observed<Optional<String>> accessPolicy) {}
