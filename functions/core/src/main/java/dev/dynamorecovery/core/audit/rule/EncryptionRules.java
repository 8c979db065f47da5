package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Severity;
import java.util.List;

/** Whether the table is encrypted by a key of the kind that the plan asks for. */
final class EncryptionRules {

    static final List<AuditRule> RULES = List.of(new AuditRule(
            "DR-CRYPT-1",
            "The table is encrypted as planned",
            Severity.MEDIUM,
            "A restore takes the table's key with it: with another key than planned, copies in other accounts and Regions"
                    + " cannot be made or read when they are needed.",
            List.of(Controls.NIST_AT_REST, Controls.ISO_CRYPTOGRAPHY, Controls.SOC_ACCESS),
            EncryptionRules::asPlanned));

    private EncryptionRules() {}

    private static Judgement asPlanned(AuditedTable table) {
        return planned(table, plan -> switch (plan.audit().encryption()) {
            case ANY -> Steps.notAsked("a key of its own, and DynamoDB encrypts always");
            case KEY_SERVICE ->
                seen(
                        table.posture().facts(),
                        facts -> facts.kmsKeyArn()
                                .map(key -> met("by " + key))
                                .orElseGet(() -> broken(
                                        "by a key that DynamoDB owns",
                                        Remedies.updateTable(
                                                table.posture(), "--sse-specification", "Enabled=true,SSEType=KMS"))));
        });
    }
}
