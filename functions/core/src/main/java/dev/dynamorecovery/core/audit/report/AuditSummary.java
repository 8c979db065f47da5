package dev.dynamorecovery.core.audit.report;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.score.Recoverability;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An audit in figures.
 *
 * @param audited how many tables were judged
 * @param covered how many of them a valid plan binds
 * @param exempt how many tables were left out
 * @param clean how many keep all that is asked of them
 * @param findings how many rules are broken, by severity, the worst first; each severity is there
 * @param couldNotLook how many rules nobody could judge
 * @param scoreByTable how far each table could be recovered, 0 to 100
 * @param scoreByPlan that of each plan's worst table
 */
public record AuditSummary(
        int audited,
        int covered,
        int exempt,
        int clean,
        SortedMap<Severity, Integer> findings,
        int couldNotLook,
        SortedMap<String, Integer> scoreByTable,
        SortedMap<String, Integer> scoreByPlan) {

    private static final int ALL = 100;

    public AuditSummary {
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
        scoreByTable = Collections.unmodifiableSortedMap(new TreeMap<>(scoreByTable));
        scoreByPlan = Collections.unmodifiableSortedMap(new TreeMap<>(scoreByPlan));
    }

    /** Counts what was found. */
    public static AuditSummary of(Collection<TableAudit> audits, int exempt) {
        SortedMap<Severity, Integer> findings = new TreeMap<>();
        for (Severity severity : Severity.values()) {
            findings.put(severity, 0);
        }
        int unseen = 0;
        int clean = 0;
        for (TableAudit audit : audits) {
            boolean kept = true;
            for (RuleResult result : audit.results()) {
                switch (result.judgement()) {
                    case Judgement.Met met -> {}
                    case Judgement.NotAsked notAsked -> {}
                    case Judgement.Broken broken -> {
                        findings.merge(result.rule().severity(), 1, Integer::sum);
                        kept = false;
                    }
                    case Judgement.CouldNotLook couldNotLook -> {
                        unseen++;
                        kept = false;
                    }
                }
            }
            clean += kept ? 1 : 0;
        }
        return new AuditSummary(
                audits.size(),
                Math.toIntExact(audits.stream()
                        .filter(audit -> audit.plan().isPresent())
                        .count()),
                exempt,
                clean,
                findings,
                unseen,
                Recoverability.byTable(audits),
                Recoverability.byPlan(audits));
    }

    /** How many of a hundred tables a valid plan binds; 100 where there is no table. */
    public int coveragePercent() {
        return audited == 0 ? ALL : ALL * covered / audited;
    }

    /** How many rules are broken, of whatever severity. */
    public int broken() {
        return findings.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** In one sentence. */
    public String verdict() {
        if (broken() == 0 && couldNotLook == 0) {
            return audited == 0 ? "No table was audited." : "Every table has all that its plan asks for.";
        }
        return "%s and %s that nobody could look at, in %d of %s."
                .formatted(
                        counted(broken(), "finding"),
                        counted(couldNotLook, "rule"),
                        audited - clean,
                        counted(audited, "table"));
    }

    private static String counted(int count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    /** Whether a rule of that severity or a worse one is broken. */
    public boolean hasAtLeast(Severity severity) {
        return findings.entrySet().stream()
                .anyMatch(finding -> finding.getKey().atLeast(severity) && finding.getValue() > 0);
    }
}
