package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.report.AuditSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an audit answers, short enough for whoever waits for it; the report has the rest.
 *
 * @param findings how many rules are broken, by severity
 * @param score of each table in {@code tables}
 * @param tables those with something broken or unseen first; of many tables only as many as there is room for
 */
record AuditAnswer(
        int audited,
        int exempt,
        SortedMap<String, Integer> findings,
        int couldNotLook,
        SortedMap<String, Integer> score,
        Places report,
        List<Table> tables) {

    /** State machines take 256 KB, and others have to say something too. */
    private static final int LARGEST_CHARACTERS = 150_000;
    /** What JSON puts around a name. */
    private static final int AROUND_A_NAME_CHARACTERS = 60;

    /** Keys in the evidence bucket. */
    record Places(String json, String markdown, String html) {}

    record Table(String table, List<String> broken, List<String> couldNotLook) {

        static Table of(TableAudit audit) {
            return new Table(
                    audit.table(), ids(audit, Judgement.Broken.class), ids(audit, Judgement.CouldNotLook.class));
        }

        private static List<String> ids(TableAudit audit, Class<? extends Judgement> kind) {
            return audit.results().stream()
                    .filter(result -> kind.isInstance(result.judgement()))
                    .map((RuleResult result) -> result.rule().id())
                    .toList();
        }

        private boolean isClean() {
            return broken.isEmpty() && couldNotLook.isEmpty();
        }

        private int characters() {
            return 2 * table.length()
                    + AROUND_A_NAME_CHARACTERS
                    + String.join("\",\"", broken).length()
                    + String.join("\",\"", couldNotLook).length();
        }
    }

    static AuditAnswer of(List<TableAudit> audits, AuditSummary summary, Places report) {
        List<Table> kept = new ArrayList<>();
        SortedMap<String, Integer> score = new TreeMap<>();
        int room = LARGEST_CHARACTERS;
        for (boolean clean : List.of(false, true)) {
            for (TableAudit audit : audits) {
                Table table = Table.of(audit);
                if (table.isClean() == clean && table.characters() <= room) {
                    room -= table.characters();
                    kept.add(table);
                    score.put(table.table(), summary.scoreByTable().getOrDefault(table.table(), 0));
                }
            }
        }
        SortedMap<String, Integer> findings = new TreeMap<>();
        summary.findings().forEach((severity, count) -> findings.put(severity.name(), count));
        return new AuditAnswer(
                summary.audited(), summary.exempt(), findings, summary.couldNotLook(), score, report, kept);
    }
}
