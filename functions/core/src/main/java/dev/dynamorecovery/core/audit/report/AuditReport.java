package dev.dynamorecovery.core.audit.report;

import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.state.AuditState;
import dev.dynamorecovery.core.audit.trigger.AuditReason;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an audit found.
 *
 * @param timeScale how many seconds passed in one; 1 but in a laboratory
 * @param audits of all tables that were judged, by name
 * @param exempt why a table was left out, by the table's name
 * @param state what is remembered with this audit: since when each finding is there, and whose call it was
 */
public record AuditReport(
        String account,
        String region,
        Instant startedAt,
        Instant finishedAt,
        AuditReason reason,
        double timeScale,
        List<TableAudit> audits,
        SortedMap<String, String> exempt,
        AuditState state) {

    /** Of the JSON form. */
    public static final int FORMAT_VERSION = 1;

    public AuditReport {
        audits = audits.stream().sorted(Comparator.comparing(TableAudit::table)).toList();
        exempt = Collections.unmodifiableSortedMap(new TreeMap<>(exempt));
    }

    /** The audit in figures. */
    public AuditSummary summary() {
        return AuditSummary.of(audits, exempt.size());
    }

    /** How many tables each plan binds. */
    Map<String, Long> tablesByPlan() {
        SortedMap<String, Long> tables = new TreeMap<>();
        audits.forEach(audit -> audit.plan().ifPresent(plan -> tables.merge(plan, 1L, Long::sum)));
        return tables;
    }
}
