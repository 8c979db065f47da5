package dev.dynamorecovery.core.audit.rule;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Severity;
import java.util.List;
import java.util.function.Function;

/**
 * One thing that every table has to have, or has to have if its plan asks for it.
 *
 * @param id never changes once it is published, such as {@code DR-PITR-1}
 * @param title what a table that keeps the rule has, in a few words
 * @param reason why it matters, in terms of RTO and RPO
 * @param controls what it maps to, such as {@code Security Hub DynamoDB.2} or {@code NIST SP 800-53 CP-9}
 * @param check what it says of a table
 */
public record AuditRule(
        String id,
        String title,
        Severity severity,
        String reason,
        List<String> controls,
        Function<AuditedTable, Judgement> check) {

    public AuditRule {
        controls = List.copyOf(controls);
    }

    public Judgement judge(AuditedTable table) {
        return check.apply(table);
    }
}
