package dev.dynamorecovery.lab.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A backup vault of the template.
 *
 * @param encryptionKeyArn empty for the key that AWS manages
 * @param accessPolicy the policy document as JSON
 */
public record BackupVaultDefinition(
        String logicalId,
        String name,
        String arn,
        Optional<String> encryptionKeyArn,
        Optional<Lock> lock,
        Optional<String> accessPolicy,
        Optional<Notifications> notifications,
        Map<String, String> tags) {

    public BackupVaultDefinition {
        tags = Map.copyOf(tags);
    }

    /**
     * A vault lock.
     *
     * @param changeableForDays the cooling-off of the compliance mode; empty in governance mode
     */
    public record Lock(OptionalInt minRetentionDays, OptionalInt maxRetentionDays, OptionalInt changeableForDays) {}

    /** What the vault tells a topic. */
    public record Notifications(String topicArn, List<String> events) {

        public Notifications {
            events = List.copyOf(events);
        }
    }
}
