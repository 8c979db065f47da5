package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Repair.TakeBackup;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether there is an on-demand backup that is young enough. */
final class BackupRules {

    static final List<AuditRule> RULES = List.of(new AuditRule(
            "DR-BACKUP-1",
            "The newest on-demand backup is young enough",
            Severity.HIGH,
            "An on-demand backup outlives the table and its point-in-time recovery; when it is all that is left, its age is"
                    + " the RPO.",
            Controls.BACKUPS,
            BackupRules::young));

    /** Of the names that audits give to backups. */
    private static final String PREFIX = "audit-";

    private static final int LONGEST_NAME_CHARACTERS = 255;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private BackupRules() {}

    private static Judgement young(AuditedTable table) {
        return planned(
                table,
                plan -> Steps.wanted(
                        plan.audit().backupWithin(),
                        "on-demand backups",
                        allowed -> seen(table.posture().backups(), backups -> {
                            Optional<OnDemandBackup> newest = backups.stream()
                                    .filter(backup -> backup.status().equals("AVAILABLE"))
                                    .max(Comparator.comparing(OnDemandBackup::createdAt));
                            String observed = newest.map(backup -> "'%s' %s"
                                                    .formatted(
                                                            backup.name(), AgeText.of(backup.createdAt(), table.now())))
                                            .orElse("no available backup")
                                    + "; %s is allowed".formatted(AgeText.of(allowed));
                            if (newest.filter(backup -> Steps.young(backup.createdAt(), allowed, table.now()))
                                    .isPresent()) {
                                return met(observed);
                            }
                            String name = name(table.posture().table(), table.now());
                            return broken(
                                    observed,
                                    Remedies.aws(
                                            table.posture(),
                                            "dynamodb",
                                            "create-backup",
                                            "--table-name",
                                            table.posture().table(),
                                            "--backup-name",
                                            name),
                                    new TakeBackup(name));
                        })));
    }

    private static String name(String table, Instant now) {
        String stamp = "-" + STAMP.format(now);
        int room = LONGEST_NAME_CHARACTERS - PREFIX.length() - stamp.length();
        return PREFIX + (table.length() <= room ? table : table.substring(0, room)) + stamp;
    }
}
