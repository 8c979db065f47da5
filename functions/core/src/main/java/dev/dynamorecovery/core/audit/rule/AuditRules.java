package dev.dynamorecovery.core.audit.rule;

import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of the audit, in the order in which reports show them. */
public final class AuditRules {

    /** All of them. Their ids never change; a rule that is no longer wanted leaves a hole. */
    public static final List<AuditRule> ALL = Stream.of(
                    PlanRules.RULES,
                    PointInTimeRules.RULES,
                    BackupRules.RULES,
                    VaultRules.RULES,
                    DrillRules.RULES,
                    StreamRules.RULES,
                    ChangeLogRules.RULES,
                    ReplicaRules.RULES,
                    TimeToLiveRules.RULES,
                    GuardRules.RULES,
                    EncryptionRules.RULES,
                    AlarmRules.RULES)
            .flatMap(List::stream)
            .toList();

    private AuditRules() {}

    /** Judges a table by all rules, by the plan that its tags name. */
    public static TableAudit audit(TablePosture posture, RecoveryPlans plans, Instant now) {
        return judged(new AuditedTable(posture, posture.tags().map(tags -> PlanBinding.of(tags, plans)), now));
    }

    /** Judges a table as if that plan bound it, whatever its tags say: what it lacks before it can be bound. */
    public static TableAudit auditAgainst(TablePosture posture, RecoveryPlan plan, Instant now) {
        return judged(new AuditedTable(posture, Observed.seen(new PlanBinding.Bound(plan)), now));
    }

    /** The rule of that id. */
    public static Optional<AuditRule> find(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    private static TableAudit judged(AuditedTable table) {
        Optional<RecoveryPlan> plan = table.binding() instanceof Observed.Seen<PlanBinding> seen
                        && seen.value() instanceof PlanBinding.Bound bound
                ? Optional.of(bound.plan())
                : Optional.empty();
        TablePosture posture = table.posture();
        return new TableAudit(
                posture.table(),
                posture.arn(),
                posture.region(),
                posture.observedAt(),
                plan.map(RecoveryPlan::name),
                plan.map(RecoveryPlan::version),
                ALL.stream()
                        .map(rule -> new RuleResult(rule, rule.judge(table)))
                        .toList());
    }
}
