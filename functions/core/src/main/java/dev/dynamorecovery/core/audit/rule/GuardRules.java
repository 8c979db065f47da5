package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.CouldNotLook;
import dev.dynamorecovery.core.audit.finding.Repair.ProtectFromDeletion;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.policy.Denial;
import dev.dynamorecovery.core.audit.policy.DenialEvaluation;
import dev.dynamorecovery.core.audit.policy.DenyingStatement;
import dev.dynamorecovery.core.audit.posture.BackupVault;
import dev.dynamorecovery.core.audit.posture.RecoveryPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Whether the table and its backups can be deleted by accident, or by whoever gets hold of a credential. */
final class GuardRules {

    private static final String DELETE_TABLE = "dynamodb:DeleteTable";
    private static final String DELETE_POINT = "backup:DeleteRecoveryPoint";

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-GUARD-1",
                    "Deletion protection is on",
                    Severity.MEDIUM,
                    "One wrong command deletes the table with its point-in-time recovery; the RTO is then a restore, and the"
                            + " RPO the last backup.",
                    List.of(Controls.TABLES_DELETION_PROTECTION, Controls.NIST_ACCESS, Controls.SOC_ACCESS),
                    GuardRules::protectedFromDeletion),
            new AuditRule(
                    "DR-GUARD-2",
                    "A resource policy denies the deletion of the table",
                    Severity.MEDIUM,
                    "Deletion protection is one call away from being off; a policy that denies the deletion stops whoever made"
                            + " that call.",
                    List.of(Controls.NIST_ACCESS, Controls.SOC_ACCESS),
                    GuardRules::deletionDenied),
            new AuditRule(
                    "DR-GUARD-3",
                    "Recovery points cannot be deleted",
                    Severity.MEDIUM,
                    "Whoever can delete the table should not be able to delete what it is recovered from.",
                    List.of(Controls.NIST_BACKUP, Controls.NIST_ACCESS, Controls.ISO_BACKUP, Controls.SOC_ACCESS),
                    GuardRules::pointsKept));

    private GuardRules() {}

    private static Judgement protectedFromDeletion(AuditedTable table) {
        return planned(
                table,
                plan -> !plan.audit().deletionProtected()
                        ? Steps.notAsked("deletion protection")
                        : seen(
                                table.posture().facts(),
                                facts -> facts.deletionProtected()
                                        ? met("on")
                                        : broken(
                                                "off",
                                                Remedies.updateTable(table.posture(), "--deletion-protection-enabled"),
                                                new ProtectFromDeletion())));
    }

    private static Judgement deletionDenied(AuditedTable table) {
        String arn = table.posture().arn();
        return planned(
                table,
                plan -> !plan.audit().deletionDenied()
                        ? Steps.notAsked("a policy that denies deletion")
                        : seen(
                                table.posture().resourcePolicy(),
                                policy -> judged(
                                        policy,
                                        DELETE_TABLE,
                                        arn,
                                        wanted -> Remedies.aws(
                                                table.posture(),
                                                "dynamodb",
                                                "put-resource-policy",
                                                "--resource-arn",
                                                arn,
                                                "--policy",
                                                wanted))));
    }

    private static Judgement pointsKept(AuditedTable table) {
        return VaultRules.wanted(
                table,
                (plan, points) -> VaultRules.vaultOfNewest(
                        table,
                        vault -> vault.locked()
                                ? met("vault '%s' is locked".formatted(vault.name()))
                                : seen(
                                        vault.accessPolicy(),
                                        policy -> judged(
                                                policy,
                                                DELETE_POINT,
                                                VaultRules.newest(points)
                                                        .map(RecoveryPoint::arn)
                                                        .orElse("*"),
                                                wanted -> put(table, vault, wanted)))));
    }

    private static String put(AuditedTable table, BackupVault vault, String policy) {
        return Remedies.aws(
                table.posture(),
                "backup",
                "put-backup-vault-access-policy",
                "--backup-vault-name",
                vault.name(),
                "--policy",
                policy);
    }

    private static Judgement judged(
            Optional<String> policy, String action, String resource, UnaryOperator<String> put) {
        if (policy.isEmpty()) {
            return broken("no policy", put.apply(DenyingStatement.alone(action, resource)));
        }
        return switch (DenialEvaluation.of(policy.get(), action, resource)) {
            case Denial.Denied denied ->
                met(
                        denied.exempt().isEmpty()
                                ? action + " is denied to everybody"
                                : "%s is denied to everybody but %s"
                                        .formatted(action, String.join(", ", denied.exempt())));
            case Denial.NotProven notProven ->
                broken(
                        "%s is not denied to everybody: %s".formatted(action, notProven.reason()),
                        put.apply(DenyingStatement.addedTo(policy.get(), action, resource)));
            case Denial.Unreadable unreadable -> new CouldNotLook(unreadable.reason());
        };
    }
}
