package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.audit.posture.TablePostures;
import dev.dynamorecovery.core.audit.rule.AuditRules;
import dev.dynamorecovery.core.audit.rule.ExemptTables;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Tables that were looked at and judged, one after the other: what was seen of a table is let go of with its judgement.
 *
 * @param exempt why a table was left out, by its name
 */
record JudgedTables(List<TableAudit> audits, SortedMap<String, String> exempt) {

    /** Judges the tables of the scope; {@code each} is given every judged table with what was seen of it. */
    static JudgedTables of(
            TablePostures postures,
            AuditScope scope,
            RecoveryPlans plans,
            InstantSource time,
            BiConsumer<TablePosture, TableAudit> each) {
        List<TableAudit> audits = new ArrayList<>();
        SortedMap<String, String> exempt = new TreeMap<>();
        postures.look(
                scope,
                posture -> reason(posture).ifPresentOrElse(reason -> exempt.put(posture.table(), reason), () -> {
                    TableAudit audit = AuditRules.audit(posture, plans, time.instant());
                    audits.add(audit);
                    each.accept(posture, audit);
                }));
        return new JudgedTables(audits, exempt);
    }

    private static Optional<String> reason(TablePosture posture) {
        return posture.tags() instanceof Observed.Seen<Map<String, String>> seen
                ? ExemptTables.reason(posture.table(), seen.value())
                : Optional.empty();
    }
}
