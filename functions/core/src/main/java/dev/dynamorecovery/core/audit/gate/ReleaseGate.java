package dev.dynamorecovery.core.audit.gate;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.gate.GateVerdict.Failed;
import dev.dynamorecovery.core.audit.gate.GateVerdict.Passed;
import dev.dynamorecovery.core.audit.gate.GateVerdict.Reason;
import dev.dynamorecovery.core.audit.gate.GateVerdict.TakenBackup;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges whether a release may pass: every one of its tables could be taken back to before it, by point-in-time recovery,
 * by the change log and by a backup of its own. What nobody could look at fails it.
 */
public final class ReleaseGate {

    /** What has to be kept for a release: the other findings of an audit do not hold it up. */
    public static final Set<String> RULES = Set.of(
            "DR-PLAN-1", "DR-PLAN-2", "DR-PITR-1", "DR-PITR-3", "DR-STREAM-1", "DR-STREAM-2", "DR-LOG-1", "DR-LOG-2");

    private static final String AGAIN = "check the release again";

    private ReleaseGate() {}

    /**
     * Judges a release.
     *
     * @param before the audits before the backups were taken
     * @param after the audits after that
     * @param backups what was seen in the end of the backup that was taken for the release, by table
     */
    public static GateVerdict judge(
            List<TableAudit> before, List<TableAudit> after, Map<String, Observed<Optional<OnDemandBackup>>> backups) {
        List<Reason> reasons = new ArrayList<>();
        List<TakenBackup> taken = new ArrayList<>();
        Set<String> tables = new TreeSet<>(backups.keySet());
        before.forEach(audit -> tables.add(audit.table()));
        after.forEach(audit -> tables.add(audit.table()));
        if (tables.isEmpty()) {
            reasons.add(new Reason(
                    "(none)",
                    "table",
                    "no table was audited",
                    "bind the tables of the release to a plan by the tag recovery:plan"));
        }
        for (String table : tables) {
            audited(table, before, after, reasons);
            backup(table, backups.getOrDefault(table, Observed.seen(Optional.empty())), reasons, taken);
        }
        return reasons.isEmpty() ? new Passed(taken) : new Failed(reasons);
    }

    private static void audited(String table, List<TableAudit> before, List<TableAudit> after, List<Reason> reasons) {
        Optional<TableAudit> first = find(before, table);
        Optional<TableAudit> last = find(after, table);
        if (first.isEmpty() || last.isEmpty()) {
            reasons.add(new Reason(
                    table,
                    "table",
                    first.isEmpty() ? "it was not there when the check began" : "it is not there any more",
                    "see whether the table exists and is exempt, then " + AGAIN));
        }
        last.ifPresent(audit -> broken(audit, "", reasons));
        first.ifPresent(audit -> {
            List<Reason> earlier = new ArrayList<>();
            broken(audit, " when the check began", earlier);
            earlier.removeIf(reason -> reasons.stream()
                    .anyMatch(known ->
                            known.table().equals(table) && known.cause().equals(reason.cause())));
            reasons.addAll(earlier);
        });
    }

    private static void broken(TableAudit audit, String when, List<Reason> reasons) {
        for (RuleResult result : audit.results()) {
            if (!RULES.contains(result.rule().id())) {
                continue;
            }
            switch (result.judgement()) {
                case Judgement.Met met -> {}
                case Judgement.NotAsked notAsked -> {}
                case Judgement.Broken broken ->
                    reasons.add(reason(audit, result, broken.observed() + when, broken.remedy()));
                case Judgement.CouldNotLook unseen ->
                    reasons.add(reason(
                            audit,
                            result,
                            "nobody could look%s: %s".formatted(when, unseen.reason()),
                            "let the audit look, then " + AGAIN));
            }
        }
    }

    private static Reason reason(TableAudit audit, RuleResult result, String detail, String remedy) {
        return new Reason(
                audit.table(),
                result.rule().id(),
                "not kept: %s: %s".formatted(result.rule().title(), detail),
                remedy);
    }

    private static void backup(
            String table, Observed<Optional<OnDemandBackup>> seen, List<Reason> reasons, List<TakenBackup> taken) {
        switch (seen) {
            case Observed.NotSeen<Optional<OnDemandBackup>> none ->
                reasons.add(new Reason(table, "backup", "nobody could look: " + none.reason(), AGAIN));
            case Observed.Seen<Optional<OnDemandBackup>> found -> {
                if (found.value().isEmpty()) {
                    reasons.add(new Reason(table, "backup", "no backup was taken for the release", AGAIN));
                } else if (!found.value().get().status().equals("AVAILABLE")) {
                    OnDemandBackup backup = found.value().get();
                    reasons.add(new Reason(
                            table,
                            "backup",
                            "the backup '%s' was not available in time: it is %s"
                                    .formatted(backup.name(), backup.status()),
                            "wait until it is available, then " + AGAIN));
                } else {
                    OnDemandBackup backup = found.value().get();
                    taken.add(new TakenBackup(table, backup.name(), backup.arn()));
                }
            }
        }
    }

    private static Optional<TableAudit> find(List<TableAudit> audits, String table) {
        return audits.stream().filter(audit -> audit.table().equals(table)).findFirst();
    }
}
