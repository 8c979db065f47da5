package dev.dynamorecovery.core.audit.state;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.score.Recoverability;
import dev.dynamorecovery.core.audit.state.PostureChange.Whereabouts;
import dev.dynamorecovery.core.audit.trigger.CallEffects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Merges an audit into what is remembered.
 *
 * <p>Doing it twice changes nothing more; an audit that looked before the one that is remembered changes nothing of that
 * table. So when the write meets another's, the state is read again and merged again.
 */
public final class StateMerge {

    private final AuditRun run;
    private final SortedMap<String, RememberedTable> tables;
    private final List<PostureChange> changes = new ArrayList<>();

    private StateMerge(AuditState before, AuditRun run) {
        this.run = run;
        this.tables = new TreeMap<>(before.tables());
    }

    /** What is to be remembered now, and what changed. */
    public static Remembered merge(AuditState before, AuditRun run) {
        StateMerge merge = new StateMerge(before, run);
        run.audits().forEach(merge::remember);
        Set.copyOf(before.tables().keySet()).forEach(merge::forgetIfGone);
        AuditState after = new AuditState(merge.tables);
        merge.changes.sort(Comparator.comparing(PostureChange::table));
        return new Remembered(after, !after.tellsTheSameAs(before), merge.changes);
    }

    private void remember(TableAudit audit) {
        Optional<RememberedTable> before = Optional.ofNullable(tables.get(audit.table()));
        if (before.filter(known -> known.observedAt().isAfter(audit.observedAt()))
                .isPresent()) {
            return;
        }
        Map<String, RememberedFinding> known = before.<Map<String, RememberedFinding>>map(RememberedTable::findings)
                .orElse(Map.of());
        SortedMap<String, RememberedFinding> now = new TreeMap<>();
        for (RuleResult result : audit.results()) {
            switch (result.judgement()) {
                case Judgement.Broken broken -> put(now, known, audit, result, true);
                case Judgement.CouldNotLook unseen -> put(now, known, audit, result, false);
                case Judgement.Met met -> {}
                case Judgement.NotAsked notAsked -> {}
            }
        }
        tables.put(audit.table(), new RememberedTable(audit.arn(), audit.plan(), audit.observedAt(), now));
        told(
                audit.table(),
                audit.arn(),
                audit.plan(),
                known,
                now,
                Optional.of(Recoverability.score(audit)),
                Whereabouts.AUDITED);
    }

    private void put(
            Map<String, RememberedFinding> now,
            Map<String, RememberedFinding> known,
            TableAudit audit,
            RuleResult result,
            boolean seen) {
        String rule = result.rule().id();
        Optional<RememberedFinding> before = Optional.ofNullable(known.get(rule));
        Instant since = before.map(RememberedFinding::firstObservedAt).orElse(audit.observedAt());
        now.put(
                rule,
                new RememberedFinding(
                        rule,
                        result.rule().severity(),
                        seen,
                        since,
                        before.flatMap(RememberedFinding::changedBy)
                                .or(() -> seen ? doneBy(rule, since) : Optional.empty())));
    }

    /**
     * Whose call broke the rule, if it can have and came before the finding was there: what was wrong already, or nobody
     * could look at, is not that call's doing.
     */
    private Optional<ChangedBy> doneBy(String rule, Instant firstObservedAt) {
        return run.changedBy()
                .filter(changed -> !changed.at().isAfter(firstObservedAt))
                .filter(changed -> CallEffects.mayBreak(changed.action(), rule));
    }

    private void forgetIfGone(String table) {
        RememberedTable known = tables.get(table);
        boolean inScope = switch (run.scope()) {
            case AuditScope.Everything everything -> true;
            case AuditScope.Tables some -> some.names().contains(table);
        };
        boolean audited = run.audits().stream().anyMatch(audit -> audit.table().equals(table));
        if (known == null || !inScope || audited || known.observedAt().isAfter(run.startedAt())) {
            return;
        }
        tables.remove(table);
        Whereabouts whereabouts = run.exempt().contains(table) ? Whereabouts.EXEMPT : Whereabouts.GONE;
        changes.add(new PostureChange(
                table,
                known.arn(),
                known.plan(),
                List.of(),
                List.copyOf(known.findings().values()),
                Optional.empty(),
                whereabouts,
                run.changedBy()));
    }

    private void told(
            String table,
            String arn,
            Optional<String> plan,
            Map<String, RememberedFinding> before,
            Map<String, RememberedFinding> now,
            Optional<Integer> score,
            Whereabouts whereabouts) {
        List<RememberedFinding> added = missingFrom(before, now);
        List<RememberedFinding> removed = missingFrom(now, before);
        if (!added.isEmpty() || !removed.isEmpty()) {
            changes.add(new PostureChange(table, arn, plan, added, removed, score, whereabouts, run.changedBy()));
        }
    }

    private static List<RememberedFinding> missingFrom(
            Map<String, RememberedFinding> some, Map<String, RememberedFinding> others) {
        return new TreeMap<>(others)
                .values().stream()
                        .filter(finding -> !some.containsKey(finding.rule()))
                        .toList();
    }
}
