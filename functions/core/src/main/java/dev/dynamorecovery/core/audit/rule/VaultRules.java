package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.CouldNotLook;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.BackupVault;
import dev.dynamorecovery.core.audit.posture.RecoveryPoint;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.plan.AwsBackupPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Whether AWS Backup holds a recovery point as the plan asks. */
final class VaultRules {

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-VAULT-1",
                    "AWS Backup's newest recovery point is young enough",
                    Severity.HIGH,
                    "A recovery point in a vault survives what happens to the table and to most people's rights; its age is"
                            + " the RPO when only it is left.",
                    Controls.with(Controls.BACKUPS, Controls.TABLES_IN_BACKUP_PLAN, Controls.NIST_ALTERNATE_STORAGE),
                    VaultRules::young),
            new AuditRule(
                    "DR-VAULT-2",
                    "AWS Backup's newest recovery point is encrypted",
                    Severity.MEDIUM,
                    "Whoever gets at an unencrypted recovery point has the data; many policies forbid restoring from one,"
                            + " and then it counts for no RPO.",
                    List.of(
                            Controls.RECOVERY_POINTS_ENCRYPTED,
                            Controls.NIST_BACKUP_CRYPTOGRAPHY,
                            Controls.ISO_BACKUP,
                            Controls.ISO_CRYPTOGRAPHY),
                    VaultRules::encrypted),
            new AuditRule(
                    "DR-VAULT-3",
                    "The vault of the newest recovery point is locked",
                    Severity.MEDIUM,
                    "Without a lock, stolen or careless credentials delete table and backups alike, and nothing is left to"
                            + " recover from.",
                    List.of(Controls.NIST_BACKUP, Controls.NIST_ACCESS, Controls.ISO_BACKUP, Controls.SOC_BACKUP),
                    VaultRules::locked),
            new AuditRule(
                    "DR-VAULT-4",
                    "Recovery points are copied to the planned Region",
                    Severity.HIGH,
                    "When the Region is gone, only what is outside it can be restored; without a copy the RTO is the outage's"
                            + " length.",
                    Controls.with(Controls.BACKUPS, Controls.NIST_SEPARATION, Controls.NIST_TRANSFER),
                    CopyRules::toRegion),
            new AuditRule(
                    "DR-VAULT-5",
                    "Recovery points are copied to the planned account",
                    Severity.HIGH,
                    "Whoever takes over the account can delete all that is in it; only a copy in another account is then left"
                            + " to recover from.",
                    Controls.with(Controls.BACKUPS, Controls.NIST_SEPARATE_STORAGE, Controls.NIST_TRANSFER),
                    CopyRules::toAccount),
            new AuditRule(
                    "DR-VAULT-6",
                    "No backup or copy after the newest good one went wrong",
                    Severity.MEDIUM,
                    "The next recovery point is missing already: unless somebody acts, the RPO will soon be more than planned.",
                    List.of(Controls.NIST_BACKUP, Controls.ISO_BACKUP, Controls.SOC_BACKUP),
                    CopyRules::nothingFailed));

    private static final NotAsked NO_POINT = new NotAsked("there is no completed recovery point: see DR-VAULT-1");

    private VaultRules() {}

    private static Judgement young(AuditedTable table) {
        return wanted(table, (plan, points) -> {
            Optional<RecoveryPoint> newest = newest(points);
            String observed = newest.map(point -> "in vault '%s' %s"
                                    .formatted(point.vault(), AgeText.of(point.createdAt(), table.now())))
                            .orElse("no completed recovery point")
                    + "; %s is allowed".formatted(AgeText.of(plan.within()));
            return newest.filter(point -> Steps.young(point.createdAt(), plan.within(), table.now()))
                            .isPresent()
                    ? met(observed)
                    : broken(observed, startBackup(table.posture(), newest));
        });
    }

    private static Judgement encrypted(AuditedTable table) {
        return wanted(
                table,
                (plan, points) -> newest(points)
                        .map(point -> point.encrypted()
                                ? met("encrypted in vault '%s'".formatted(point.vault()))
                                : broken(
                                        "not encrypted: " + point.arn(),
                                        "Encrypt the table or turn on AWS Backup's own encryption for DynamoDB: "
                                                + Remedies.aws(
                                                        table.posture(),
                                                        "backup",
                                                        "update-region-settings",
                                                        "--resource-type-management-preference",
                                                        "DynamoDB=true")
                                                + " — then: "
                                                + startBackup(table.posture(), Optional.of(point))))
                        .orElse(NO_POINT));
    }

    private static Judgement locked(AuditedTable table) {
        return planned(
                table,
                plan -> plan.audit().awsBackup().filter(AwsBackupPlan::locked).isEmpty()
                        ? Steps.notAsked("a locked vault")
                        : vaultOfNewest(
                                table,
                                vault -> vault.locked()
                                        ? met("vault '%s' is locked".formatted(vault.name()))
                                        : broken(
                                                "vault '%s' is not locked".formatted(vault.name()),
                                                "Locked for good after 3 days: "
                                                        + Remedies.aws(
                                                                table.posture(),
                                                                "backup",
                                                                "put-backup-vault-lock-configuration",
                                                                "--backup-vault-name",
                                                                vault.name(),
                                                                "--min-retention-days",
                                                                String.valueOf(plan.retention()
                                                                        .backups()
                                                                        .toDays()),
                                                                "--changeable-for-days",
                                                                "3"))));
    }

    /** Goes on with the vault that holds the newest completed recovery point. */
    static Judgement vaultOfNewest(AuditedTable table, Function<BackupVault, Judgement> then) {
        return seen(
                table.posture().recoveryPoints(),
                points -> newest(points)
                        .map(point -> seen(
                                table.posture().vaults(),
                                vaults -> vaults.stream()
                                        .filter(vault -> vault.name().equals(point.vault()))
                                        .findFirst()
                                        .map(then)
                                        .orElseGet(() ->
                                                new CouldNotLook("the vault '%s' is not among those that were seen"
                                                        .formatted(point.vault())))))
                        .orElse(NO_POINT));
    }

    /** Goes on with what the plan asks of AWS Backup and the recovery points that were seen. */
    static Judgement wanted(AuditedTable table, BiFunction<AwsBackupPlan, List<RecoveryPoint>, Judgement> then) {
        return planned(
                table,
                plan -> Steps.wanted(
                        plan.audit().awsBackup(),
                        "recovery points of AWS Backup",
                        asked -> seen(table.posture().recoveryPoints(), points -> then.apply(asked, points))));
    }

    /** The newest one that is complete: nothing else can be restored. */
    static Optional<RecoveryPoint> newest(List<RecoveryPoint> points) {
        return points.stream()
                .filter(point -> point.status().equals("COMPLETED"))
                .max(Comparator.comparing(RecoveryPoint::createdAt));
    }

    static String startBackup(TablePosture table, Optional<RecoveryPoint> last) {
        return Remedies.aws(
                table,
                "backup",
                "start-backup-job",
                "--backup-vault-name",
                last.map(RecoveryPoint::vault).orElse("Default"),
                "--resource-arn",
                table.arn(),
                "--iam-role-arn",
                Remedies.backupRole(table));
    }
}
