package dev.dynamorecovery.core.audit.trigger;

import java.util.Map;
import java.util.Set;

/**
 * Which rules an API call may have broken. Whoever made a call is named in findings of these rules only: a backup does
 * not grow old by somebody's turning off the stream.
 */
public final class CallEffects {

    private static final Set<String> ANY = Set.of("DR-");

    /** Prefixes of rules' ids by call; tags name the plan, and with it everything that is asked. */
    private static final Map<String, Set<String>> RULES = Map.ofEntries(
            Map.entry("CreateTable", ANY),
            Map.entry(
                    "UpdateTable",
                    Set.of("DR-STREAM-", "DR-LOG-", "DR-REPLICA-", "DR-GUARD-1", "DR-CRYPT-", "DR-ALARM-3")),
            Map.entry("TagResource", ANY),
            Map.entry("UntagResource", ANY),
            Map.entry("TagResources", ANY),
            Map.entry("UntagResources", ANY),
            Map.entry("UpdateContinuousBackups", Set.of("DR-PITR-")),
            Map.entry("DeleteBackup", Set.of("DR-BACKUP-")),
            Map.entry("UpdateTimeToLive", Set.of("DR-TTL-")),
            Map.entry("PutResourcePolicy", Set.of("DR-GUARD-2")),
            Map.entry("DeleteResourcePolicy", Set.of("DR-GUARD-2")),
            Map.entry("DeleteRecoveryPoint", Set.of("DR-VAULT-")),
            Map.entry("DisassociateRecoveryPoint", Set.of("DR-VAULT-")),
            Map.entry("UpdateRecoveryPointLifecycle", Set.of("DR-VAULT-")),
            Map.entry("DeleteBackupVault", Set.of("DR-VAULT-", "DR-GUARD-3")),
            Map.entry("DeleteBackupVaultAccessPolicy", Set.of("DR-GUARD-3")),
            Map.entry("PutBackupVaultAccessPolicy", Set.of("DR-GUARD-3")),
            Map.entry("DeleteBackupVaultLockConfiguration", Set.of("DR-VAULT-3", "DR-GUARD-3")),
            Map.entry("CreateEventSourceMapping", Set.of("DR-STREAM-2", "DR-LOG-")),
            Map.entry("UpdateEventSourceMapping", Set.of("DR-STREAM-2", "DR-LOG-")),
            Map.entry("DeleteEventSourceMapping", Set.of("DR-STREAM-2", "DR-LOG-")),
            Map.entry("DeleteAlarms", Set.of("DR-ALARM-")),
            Map.entry("DisableAlarmActions", Set.of("DR-ALARM-")),
            Map.entry("PutMetricAlarm", Set.of("DR-ALARM-")));

    private CallEffects() {}

    /** Whether a call of that name may have broken that rule; a call that is not known here may not. */
    public static boolean mayBreak(String action, String rule) {
        return RULES.getOrDefault(action, Set.of()).stream().anyMatch(rule::startsWith);
    }
}
