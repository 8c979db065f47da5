package dev.dynamorecovery.core.plan;

import java.util.Map;
import java.util.Optional;

/** The plan that a table's tags bind it to, or why there is none. */
public sealed interface PlanBinding {

    record Bound(RecoveryPlan plan) implements PlanBinding {}

    /** The table carries no tag {@code recovery:plan}. */
    record Untagged() implements PlanBinding {}

    /** The tag names no plan that is known here. */
    record NamesNoPlan(String name) implements PlanBinding {}

    /** The tag names a plan that does not validate. */
    record NamesInvalidPlan(String name, String field, String value, String remedy) implements PlanBinding {}

    /** Follows the tag to the plan. */
    static PlanBinding of(Map<String, String> tags, RecoveryPlans plans) {
        var name = Optional.ofNullable(tags.get(RecoveryPlan.TAG));
        if (name.isEmpty()) {
            return new Untagged();
        }
        try {
            return name.filter(RecoveryPlan::isName)
                    .flatMap(plans::find)
                    .<PlanBinding>map(Bound::new)
                    .orElseGet(() -> new NamesNoPlan(name.get()));
        } catch (InvalidPlan invalid) {
            return new NamesInvalidPlan(name.get(), invalid.field(), invalid.value(), invalid.remedy());
        }
    }
}
