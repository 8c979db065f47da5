package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.core.audit.finding.Repair;
import dev.dynamorecovery.core.audit.finding.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A repair as it is kept as evidence: written before it is made, and again when it is known what it has led to.
 *
 * @param by the person who asked, or null where the plan did
 * @param before what was seen before
 * @param outcome {@code Begun}, {@code Done} or {@code Failed}
 * @param after what the rule says after the repair; null while nobody has looked
 */
record RepairRecord(
        int formatVersion,
        String table,
        String region,
        @Nullable String plan,
        String rule,
        Severity severity,
        Repair repair,
        @Nullable String by,
        Instant at,
        String before,
        String outcome,
        String detail,
        @Nullable String after) {

    static final int FORMAT_VERSION = 1;
    static final String BEGUN = "Begun";

    RepairRecord ended(String newOutcome, String newDetail) {
        return new RepairRecord(
                formatVersion,
                table,
                region,
                plan,
                rule,
                severity,
                repair,
                by,
                at,
                before,
                newOutcome,
                newDetail,
                after);
    }

    RepairRecord looked(String newAfter) {
        return new RepairRecord(
                formatVersion, table, region, plan, rule, severity, repair, by, at, before, outcome, detail, newAfter);
    }

    /** Where it is kept; {@code folder} is the Region's. */
    String key(String folder) {
        return "%srepairs/%s/%s-%s.json".formatted(folder, table, at, rule);
    }
}
