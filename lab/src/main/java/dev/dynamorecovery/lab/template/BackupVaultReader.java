package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.BackupVaultDefinition.Lock;
import dev.dynamorecovery.lab.template.BackupVaultDefinition.Notifications;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code AWS::Backup::BackupVault}. */
final class BackupVaultReader {

    private static final Set<String> HONOURED = Set.of(
            "BackupVaultName",
            "BackupVaultTags",
            "EncryptionKeyArn",
            "LockConfiguration",
            "AccessPolicy",
            "Notifications");

    /** The shortest cooling-off that AWS Backup takes: 72 hours. */
    private static final int SHORTEST_COOLING_OFF_DAYS = 3;

    private final StackScope scope;

    BackupVaultReader(StackScope scope) {
        this.scope = scope;
    }

    BackupVaultDefinition read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId)).only(HONOURED, Set.of());
        properties.text("BackupVaultName");
        return new BackupVaultDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                properties.find("EncryptionKeyArn").map(JsonNode::asText),
                lock(logicalId, properties),
                properties.find("AccessPolicy").map(JsonNode::toString),
                notifications(properties),
                properties.texts("BackupVaultTags"));
    }

    private static Optional<Lock> lock(String logicalId, Properties properties) {
        if (properties.find("LockConfiguration").isEmpty()) {
            return Optional.empty();
        }
        Properties lock = properties
                .object("LockConfiguration")
                .only(Set.of("MinRetentionDays", "MaxRetentionDays", "ChangeableForDays"), Set.of());
        lock.text("MinRetentionDays");
        OptionalInt changeable = days(lock, "ChangeableForDays");
        if (changeable.isPresent() && changeable.getAsInt() < SHORTEST_COOLING_OFF_DAYS) {
            throw new TemplateException("property " + logicalId + ".LockConfiguration.ChangeableForDays is "
                    + changeable.getAsInt() + ": give at least " + SHORTEST_COOLING_OFF_DAYS);
        }
        OptionalInt minimum = days(lock, "MinRetentionDays");
        OptionalInt maximum = days(lock, "MaxRetentionDays");
        if (maximum.isPresent() && maximum.getAsInt() < minimum.orElse(1)) {
            throw new TemplateException("property " + logicalId + ".LockConfiguration.MaxRetentionDays is "
                    + maximum.getAsInt() + ": give at least MinRetentionDays");
        }
        return Optional.of(new Lock(minimum, maximum, changeable));
    }

    private static Optional<Notifications> notifications(Properties properties) {
        if (properties.find("Notifications").isEmpty()) {
            return Optional.empty();
        }
        Properties told = properties.object("Notifications").only(Set.of("BackupVaultEvents", "SNSTopicArn"), Set.of());
        return Optional.of(new Notifications(told.text("SNSTopicArn"), told.list("BackupVaultEvents")));
    }

    /** A number of days that may be left out. */
    static OptionalInt days(Properties properties, String name) {
        return properties.find(name).isPresent() ? OptionalInt.of(properties.integer(name, 0)) : OptionalInt.empty();
    }
}
