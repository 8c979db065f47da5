package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.CouldNotLook;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.ChangeLogFacts;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the change log knows every change. */
final class ChangeLogRules {

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-LOG-1",
                    "The change log is fresh",
                    Severity.HIGH,
                    "What is not logged yet would be lost with the Region: the age of the newest logged change is the RPO.",
                    List.of(
                            Controls.NIST_BACKUP,
                            Controls.NIST_RECOVERY_OBJECTIVES,
                            Controls.NIST_MONITORING,
                            Controls.SOC_BACKUP),
                    ChangeLogRules::fresh),
            new AuditRule(
                    "DR-LOG-2",
                    "The change log is without gap as far back as planned",
                    Severity.HIGH,
                    "A restore that has to pass a gap cannot be proven, and changes in it cannot be replayed or undone.",
                    List.of(Controls.NIST_BACKUP, Controls.NIST_RECOVERY, Controls.NIST_RETENTION, Controls.SOC_BACKUP),
                    ChangeLogRules::withoutGap));

    private ChangeLogRules() {}

    private static Judgement fresh(AuditedTable table) {
        return planned(
                table,
                plan -> !Steps.asksForLog(plan)
                        ? Steps.notAsked("a change log")
                        : seen(table.posture().changeLog(), log -> fresh(table, plan, log)));
    }

    private static Judgement fresh(AuditedTable table, RecoveryPlan plan, ChangeLogFacts log) {
        Optional<Instant> newest =
                log.checkpoints().stream().map(Checkpoint::loggedAt).max(Comparator.naturalOrder());
        String observed = newest.map(at -> "newest change logged " + AgeText.of(at, table.now()))
                        .orElse("no change was ever logged")
                + "; %s is allowed".formatted(AgeText.of(plan.objectives().rpo()));
        if (newest.filter(at -> Steps.young(at, plan.objectives().rpo(), table.now()))
                .isPresent()) {
            return met(observed);
        }
        if (plan.changeLog().heartbeatKey().isEmpty()) {
            return new CouldNotLook(
                    observed + "; the plan has no heartbeat, so an idle table cannot be told from a broken log");
        }
        return broken(
                observed,
                "See what holds it up: "
                        + Remedies.aws(
                                table.posture(),
                                "lambda",
                                "list-event-source-mappings",
                                "--query",
                                "EventSourceMappings[?contains(EventSourceArn,'table/%s/')]"
                                        .formatted(table.posture().table())));
    }

    private static Judgement withoutGap(AuditedTable table) {
        return planned(
                table,
                plan -> !Steps.asksForLog(plan)
                        ? Steps.notAsked("a change log")
                        : seen(table.posture().changeLog(), log -> {
                            Instant from = table.now().minus(plan.retention().changeLog());
                            List<Gap> gaps = log.gaps().stream()
                                    .filter(gap -> gap.until().isAfter(from))
                                    .sorted(Comparator.comparing(Gap::from))
                                    .toList();
                            return gaps.isEmpty()
                                    ? met("no gap since " + from)
                                    : broken(
                                            "%d gap%s; %s"
                                                    .formatted(
                                                            gaps.size(),
                                                            gaps.size() == 1 ? "" : "s",
                                                            gaps.getLast().described()),
                                            "Make a new proven beginning behind it: ./recovery baseline %s --follow"
                                                    .formatted(table.posture().table()));
                        }));
    }
}
