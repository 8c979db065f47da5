package dev.dynamorecovery.core.audit.score;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far tables could be recovered as promised, from 0 to 100.
 *
 * <p>A table's score is the weight of the rules it keeps as a share of the weight of those it was asked to keep, rounded
 * down, so that 100 means all of them. What nobody could look at counts as broken. While a rule of severity CRITICAL is
 * broken or unseen, the score is at most {@value #CRITICAL_CAP}: the rest does not help. A plan's score is that of its
 * worst table: a group of tables is recovered when the last of them is.
 */
public final class Recoverability {

    /** More a table cannot have that cannot be recovered. */
    public static final int CRITICAL_CAP = 20;

    private static final int ALL = 100;

    private Recoverability() {}

    /** How much a rule of that severity weighs; each step weighs about twice the next. */
    static int weight(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 10;
            case HIGH -> 5;
            case MEDIUM -> 2;
            case LOW -> 1;
            case INFORMATIONAL -> 0;
        };
    }

    /** The score of a table; 0 where no plan asks anything of it. */
    public static int score(TableAudit audit) {
        int asked = 0;
        int kept = 0;
        boolean critical = false;
        for (RuleResult result : audit.results()) {
            int weight = weight(result.rule().severity());
            switch (result.judgement()) {
                case Judgement.Met met -> {
                    asked += weight;
                    kept += weight;
                }
                case Judgement.Broken broken -> {
                    asked += weight;
                    critical |= result.rule().severity() == Severity.CRITICAL;
                }
                case Judgement.CouldNotLook unseen -> {
                    asked += weight;
                    critical |= result.rule().severity() == Severity.CRITICAL;
                }
                case Judgement.NotAsked notAsked -> {}
            }
        }
        int score = asked == 0 ? 0 : ALL * kept / asked;
        return critical ? Math.min(score, CRITICAL_CAP) : score;
    }

    /** The score of each plan that binds one of the tables. */
    public static SortedMap<String, Integer> byPlan(Collection<TableAudit> audits) {
        SortedMap<String, Integer> scores = new TreeMap<>();
        audits.forEach(audit -> audit.plan().ifPresent(plan -> scores.merge(plan, score(audit), Math::min)));
        return scores;
    }

    /** The score of each table. */
    public static SortedMap<String, Integer> byTable(Collection<TableAudit> audits) {
        SortedMap<String, Integer> scores = new TreeMap<>();
        audits.forEach(audit -> scores.put(audit.table(), score(audit)));
        return scores;
    }
}
