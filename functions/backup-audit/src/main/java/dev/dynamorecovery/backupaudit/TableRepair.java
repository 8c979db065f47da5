package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.core.audit.finding.Repair;
import org.jspecify.annotations.Nullable;

/**
 * What became of a finding.
 *
 * @param repair what mends it; null where nothing does without a person
 * @param outcome {@code Planned}, {@code Done}, {@code Failed} or {@code Refused}
 * @param detail what DynamoDB said, or why it was refused
 */
record TableRepair(String table, String rule, @Nullable Repair repair, String outcome, String detail) {

    static final String PLANNED = "Planned";
    static final String DONE = "Done";
    static final String FAILED = "Failed";
    static final String REFUSED = "Refused";
}
