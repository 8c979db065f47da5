package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.BackupVaultDefinition;
import java.time.Instant;
import java.util.Optional;

/** A vault, of whichever account. */
final class Vault {

    private final String arn;
    private final String key;
    private final Instant createdAt;
    private volatile Optional<VaultPolicy> policy = Optional.empty();
    private volatile Optional<VaultLock> lock = Optional.empty();
    private volatile Optional<BackupVaultDefinition.Notifications> notifications = Optional.empty();

    Vault(String arn, Optional<String> key, Instant createdAt) {
        this.arn = arn;
        this.key = key.orElse("arn:aws:kms:" + part(3) + ":" + part(4) + ":key/aws-backup");
        this.createdAt = createdAt;
    }

    static String arn(String region, String account, String name) {
        return "arn:aws:backup:" + region + ":" + account + ":backup-vault:" + name;
    }

    private String part(int index) {
        return arn.split(":", 7)[index];
    }

    String arn() {
        return arn;
    }

    String name() {
        return part(6);
    }

    String region() {
        return part(3);
    }

    String account() {
        return part(4);
    }

    String key() {
        return key;
    }

    Optional<VaultPolicy> policy() {
        return policy;
    }

    void policy(Optional<VaultPolicy> document) {
        policy = document;
    }

    Optional<VaultLock> lock() {
        return lock;
    }

    void lock(Optional<VaultLock> configuration) {
        lock = configuration;
    }

    Optional<BackupVaultDefinition.Notifications> notifications() {
        return notifications;
    }

    void notifications(Optional<BackupVaultDefinition.Notifications> told) {
        notifications = told;
    }

    /** As DescribeBackupVault and ListBackupVaults tell it. */
    ObjectNode describe(long recoveryPoints) {
        ObjectNode description = JsonNodeFactory.instance
                .objectNode()
                .put("BackupVaultName", name())
                .put("BackupVaultArn", arn)
                .put("VaultType", "BACKUP_VAULT")
                .put("VaultState", "AVAILABLE")
                .put("EncryptionKeyArn", key)
                .put("CreationDate", seconds(createdAt))
                .put("NumberOfRecoveryPoints", recoveryPoints)
                .put("Locked", lock.isPresent());
        lock.ifPresent(locked -> {
            locked.minRetentionDays().ifPresent(days -> description.put("MinRetentionDays", days));
            locked.maxRetentionDays().ifPresent(days -> description.put("MaxRetentionDays", days));
            locked.lockedForGoodAt().ifPresent(moment -> description.put("LockDate", seconds(moment)));
        });
        return description;
    }

    /** A time as the service's JSON has it. */
    static double seconds(Instant moment) {
        return moment.toEpochMilli() / 1000.0;
    }
}
