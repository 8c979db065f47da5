package dev.dynamorecovery.core.audit.report;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.rule.AuditRule;
import dev.dynamorecovery.core.audit.state.AuditState;
import dev.dynamorecovery.core.audit.state.RememberedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule's word on a table, as reports write it.
 *
 * @param outcome {@code Met}, {@code Broken}, {@code CouldNotLook} or {@code NotAsked}
 * @param observed what was seen, or why nothing was
 * @param remedy what mends it; empty where nothing is broken
 * @param since when it was first observed; empty where nothing is broken or unseen
 */
record ReportedResult(
        TableAudit audit,
        AuditRule rule,
        String outcome,
        String observed,
        Optional<String> remedy,
        Optional<Instant> since,
        Optional<ChangedBy> changedBy) {

    static final String MET = "Met";
    static final String BROKEN = "Broken";
    static final String COULD_NOT_LOOK = "CouldNotLook";
    static final String NOT_ASKED = "NotAsked";

    static ReportedResult of(TableAudit audit, RuleResult result, AuditState state) {
        Optional<RememberedFinding> known =
                state.finding(audit.table(), result.rule().id());
        return switch (result.judgement()) {
            case Judgement.Met met -> kept(audit, result, MET, met.observed());
            case Judgement.NotAsked notAsked -> kept(audit, result, NOT_ASKED, notAsked.reason());
            case Judgement.Broken broken ->
                found(audit, result, BROKEN, broken.observed(), Optional.of(broken.remedy()), known);
            case Judgement.CouldNotLook unseen ->
                found(audit, result, COULD_NOT_LOOK, unseen.reason(), Optional.empty(), known);
        };
    }

    private static ReportedResult kept(TableAudit audit, RuleResult result, String outcome, String observed) {
        return new ReportedResult(
                audit, result.rule(), outcome, observed, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ReportedResult found(
            TableAudit audit,
            RuleResult result,
            String outcome,
            String observed,
            Optional<String> remedy,
            Optional<RememberedFinding> known) {
        return new ReportedResult(
                audit,
                result.rule(),
                outcome,
                observed,
                remedy,
                Optional.of(known.map(RememberedFinding::firstObservedAt).orElse(audit.observedAt())),
                known.flatMap(RememberedFinding::changedBy));
    }

    /** What is broken or was not seen, the worst first, then by table and rule. */
    static List<ReportedResult> findings(AuditReport report) {
        List<ReportedResult> findings = new ArrayList<>();
        for (TableAudit audit : report.audits()) {
            for (RuleResult result : audit.results()) {
                ReportedResult reported = of(audit, result, report.state());
                if (reported.isFinding()) {
                    findings.add(reported);
                }
            }
        }
        // The sort is stable: within a severity, the order of tables and rules stays.
        findings.sort(Comparator.comparing(finding -> finding.rule().severity()));
        return findings;
    }

    boolean isFinding() {
        return outcome.equals(BROKEN) || outcome.equals(COULD_NOT_LOOK);
    }
}
