package dev.dynamorecovery.lab.protection;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.plan.HeartbeatKey;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.plan.TimeToLivePlan;
import dev.dynamorecovery.core.settings.CopyTags;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what protects a table: its change log, and what its plan asks of it. Nothing that others may depend on is taken away: a stream of another
 * kind and a tag of another plan are refused, not replaced.
 *
 * @param plans the plans that tables can be bound to
 * @param settings how the stack has streams delivered
 * @param heartbeatPartitionKeys the partition keys under which the stack may write heartbeats
 */
public record TableProtection(RecoveryPlans plans, MappingSettings settings, Set<String> heartbeatPartitionKeys) {

    private static final String BOTH_IMAGES = "NEW_AND_OLD_IMAGES";

    /** What protects the table, bound to the plan of that name or, where it is null, to the one that it carries. */
    public ProtectionDecision decide(TableState table, @Nullable String planName) {
        List<Refusal> refusals = new ArrayList<>();
        ofTable(table).ifPresent(refusals::add);
        PlanBinding binding =
                PlanBinding.of(planName == null ? table.tags() : Map.of(RecoveryPlan.TAG, planName), plans);
        refusals.addAll(ofPlan(table, binding, planName));
        if (!refusals.isEmpty() || !(binding instanceof PlanBinding.Bound bound)) {
            return new ProtectionDecision.Refused(refusals);
        }
        return new ProtectionDecision.Attach(steps(table, bound.plan()));
    }

    private List<ProtectionStep> steps(TableState table, RecoveryPlan plan) {
        List<ProtectionStep> steps = new ArrayList<>();
        if (table.stream() == null) {
            steps.add(new ProtectionStep.EnableStream());
        }
        long days = plan.retention().pointInTime().toDays();
        if (table.pointInTimeDays() < days) {
            steps.add(new ProtectionStep.EnablePointInTimeRecovery(days));
        }
        if (plan.audit().deletionProtected() && !table.deletionProtected()) {
            steps.add(new ProtectionStep.ProtectFromDeletion());
        }
        // Expiry by another attribute may be somebody's intention: the audit tells of it.
        if (table.timeToLiveAttribute() == null
                && plan.audit().timeToLive().orElse(null) instanceof TimeToLivePlan.ByAttribute expiry) {
            steps.add(new ProtectionStep.ExpireByAttribute(expiry.attribute()));
        }
        // The log before the tag: the tag is what the recovery point is measured by.
        if (table.mappings().isEmpty()) {
            steps.add(new ProtectionStep.MapStream(settings));
        }
        table.mappings().stream()
                .filter(mapping -> !mapping.enabled() || !mapping.settings().equals(settings))
                .forEach(mapping -> steps.add(new ProtectionStep.AlignMapping(mapping.id(), settings)));
        if (!plan.name().equals(table.tags().get(RecoveryPlan.TAG))) {
            steps.add(new ProtectionStep.BindToPlan(plan.name()));
        }
        return steps;
    }

    private static Optional<Refusal> ofTable(TableState table) {
        if (table.tags().containsKey(CopyTags.COPY_OF)) {
            return Optional.of(new Refusal(
                    "RestoredCopy",
                    "TABLE",
                    table.name(),
                    "this is a restored copy of " + table.tags().get(CopyTags.COPY_OF) + ": take the tag "
                            + CopyTags.COPY_OF + " off if it is to be the table from now on"));
        }
        if (!table.status().equals("ACTIVE")) {
            return Optional.of(new Refusal(
                    "TableNotActive", "TABLE", table.name(), "it is " + table.status() + ": wait until it is ACTIVE"));
        }
        TableState.@Nullable Stream stream = table.stream();
        return stream == null || stream.view().equals(BOTH_IMAGES)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "StreamTaken",
                        "StreamViewType",
                        stream.view(),
                        "the log needs " + BOTH_IMAGES + ", and a stream's kind cannot be changed: find out who reads"
                                + " this one, disable it, and try again"));
    }

    private List<Refusal> ofPlan(TableState table, PlanBinding binding, @Nullable String asked) {
        return switch (binding) {
            case PlanBinding.Untagged none ->
                List.of(new Refusal(
                        "PlanMissing",
                        "--plan",
                        "",
                        "name the table's plan by --plan: one of plans/, packaged with the stack"));
            case PlanBinding.NamesNoPlan wrong ->
                List.of(new Refusal(
                        "UnknownPlan",
                        "--plan",
                        wrong.name(),
                        "write plans/" + wrong.name() + ".yaml and deploy it, or name another plan"));
            case PlanBinding.NamesInvalidPlan wrong ->
                List.of(new Refusal("InvalidPlan", wrong.field(), wrong.value(), wrong.remedy()));
            case PlanBinding.Bound bound -> {
                String tagged = table.tags().get(RecoveryPlan.TAG);
                if (asked != null && tagged != null && !tagged.equals(asked)) {
                    yield List.of(new Refusal(
                            "OtherPlan",
                            "--plan",
                            asked,
                            "the table is bound to the plan " + tagged + ": change its tag " + RecoveryPlan.TAG
                                    + " first, if that is meant"));
                }
                yield ofChangeLog(table, bound.plan());
            }
        };
    }

    private List<Refusal> ofChangeLog(TableState table, RecoveryPlan plan) {
        if (plan.changeLog().equals(ChangeLogPlan.NONE)) {
            return List.of(new Refusal(
                    "PlanWithoutChangeLog",
                    "--plan",
                    plan.name(),
                    "give plans/" + plan.name() + ".yaml a section changeLog, and deploy it"));
        }
        Optional<Item> heartbeat = plan.changeLog().heartbeatKey();
        if (heartbeat.isEmpty()) {
            return List.of();
        }
        if (!typesOf(heartbeat.get()).equals(table.keyTypes())) {
            return List.of(new Refusal(
                    "HeartbeatDoesNotFit",
                    "changeLog.heartbeatKey",
                    typesOf(heartbeat.get()).toString(),
                    "the table's key is " + table.keyTypes() + ": give plans/" + plan.name()
                            + ".yaml the heartbeat of such a key"));
        }
        String partitionKey = table.keyTypes().keySet().iterator().next();
        String partition = text(heartbeat.get().attribute(partitionKey));
        return heartbeatPartitionKeys.contains(partition + HeartbeatKey.SEPARATOR + "*")
                ? List.of()
                : List.of(new Refusal(
                        "HeartbeatNotAllowed",
                        "HeartbeatPartitionKeys",
                        partition,
                        "deploy the stack with HeartbeatPartitionKeys that hold this one too: it may write no other"
                                + " item of a protected table"));
    }

    private static Map<String, String> typesOf(Item key) {
        Map<String, String> types = new TreeMap<>();
        key.attributes().forEach((name, value) -> types.put(name, value instanceof AttributeValue.Numeric ? "N" : "S"));
        return types;
    }

    private static String text(@Nullable AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            return text.value();
        }
        return value instanceof AttributeValue.Numeric number ? number.value() : "";
    }
}
