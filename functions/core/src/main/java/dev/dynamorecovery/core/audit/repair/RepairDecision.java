package dev.dynamorecovery.core.audit.repair;

import dev.dynamorecovery.core.audit.finding.Repair;

/** What is done about one finding. */
public sealed interface RepairDecision {

    /** The rule that is broken. */
    String rule();

    /** Mend it. */
    record Mend(String rule, Repair repair) implements RepairDecision {}

    /** Leave it to a person. */
    record Refuse(String rule, String reason) implements RepairDecision {}
}
