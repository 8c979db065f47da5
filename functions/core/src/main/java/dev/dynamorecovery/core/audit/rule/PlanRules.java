package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.List;
import java.util.TreeSet;

/** Whether somebody promised to recover the table. */
final class PlanRules {

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-PLAN-1",
                    "The table is bound to a recovery plan",
                    Severity.HIGH,
                    "Without a plan nobody promised an RTO or an RPO, nothing is logged, drilled or measured, and what"
                            + " is lost with the table is found out on the day.",
                    List.of(
                            Controls.NIST_CONTINGENCY_PLAN,
                            Controls.NIST_INVENTORY,
                            Controls.ISO_CONTINUITY,
                            Controls.ISO_INVENTORY,
                            Controls.SOC_BACKUP),
                    PlanRules::bound),
            new AuditRule(
                    "DR-PLAN-2",
                    "The table's plan is known and valid",
                    Severity.HIGH,
                    "A plan that cannot be read promises nothing: recovery would start by asking what RTO and RPO were meant.",
                    List.of(Controls.NIST_CONTINGENCY_PLAN, Controls.ISO_CONTINUITY, Controls.SOC_BACKUP),
                    PlanRules::known),
            new AuditRule(
                    "DR-PLAN-3",
                    "The table carries the tags that its plan asks for",
                    Severity.LOW,
                    "Tags tell whom to call and what else selects the table for backup; without them minutes of the RTO"
                            + " go into finding out.",
                    List.of(Controls.TABLES_TAGGED, Controls.NIST_INVENTORY, Controls.ISO_INVENTORY),
                    PlanRules::tagged));

    private PlanRules() {}

    private static Judgement bound(AuditedTable table) {
        return Steps.seen(
                table.posture().tags(),
                tags -> tags.containsKey(RecoveryPlan.TAG)
                        ? met("tag %s = %s".formatted(RecoveryPlan.TAG, tags.get(RecoveryPlan.TAG)))
                        : broken(
                                "no tag " + RecoveryPlan.TAG,
                                "Choose the plan and bind the table to it: "
                                        + Remedies.tag(table.posture(), RecoveryPlan.TAG, "PLAN")
                                        + " — or say why it needs none: "
                                        + Remedies.tag(table.posture(), ExemptTables.EXEMPT, "REASON")));
    }

    private static Judgement known(AuditedTable table) {
        TablePosture posture = table.posture();
        return Steps.seen(table.binding(), binding -> switch (binding) {
            case PlanBinding.Bound bound ->
                met("plan '%s', version %s"
                        .formatted(
                                bound.plan().name(),
                                bound.plan()
                                        .version()
                                        .substring(
                                                0,
                                                Math.min(
                                                        12,
                                                        bound.plan().version().length()))));
            case PlanBinding.Untagged none -> new NotAsked("no plan binds the table: see DR-PLAN-1");
            case PlanBinding.NamesNoPlan wrong ->
                broken(
                        "the plan '%s' is not known here".formatted(wrong.name()),
                        "Write plans/NAME.yaml and deploy it, or name a plan that is there: "
                                + Remedies.tag(posture, RecoveryPlan.TAG, "PLAN"));
            case PlanBinding.NamesInvalidPlan wrong ->
                broken(
                        "the plan '%s' does not validate: %s = %s"
                                .formatted(wrong.name(), wrong.field(), wrong.value()),
                        "In plans/%s.yaml, %s: %s; then deploy it"
                                .formatted(wrong.name(), wrong.field(), wrong.remedy()));
        });
    }

    private static Judgement tagged(AuditedTable table) {
        return Steps.planned(
                table,
                plan -> plan.audit().tags().isEmpty()
                        ? Steps.notAsked("more tags")
                        : Steps.seen(table.posture().tags(), tags -> {
                            TreeSet<String> missing = new TreeSet<>(plan.audit().tags());
                            missing.removeIf(key -> !tags.getOrDefault(key, "").isBlank());
                            return missing.isEmpty()
                                    ? met("tags "
                                            + String.join(", ", plan.audit().tags()))
                                    : broken(
                                            "without tags " + String.join(", ", missing),
                                            Remedies.tag(table.posture(), missing.first(), "VALUE")
                                                    + (missing.size() == 1 ? "" : ", and so for the others"));
                        }));
    }
}
