package dev.dynamorecovery.failover;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.plan.Strategy;
import java.util.List;

/** The groups of the stack, and the plans by which they move. */
record GroupPlans(FailoverGroups groups, RecoveryPlans plans) {

    static GroupPlans of(Environment environment) {
        return new GroupPlans(FailoverGroups.parse(environment.required("FAILOVER_GROUPS")), new PackagedPlans());
    }

    /** The plan of a group. Refuses a group that is none of the stack's. */
    RecoveryPlan of(String group) {
        groups.tablesOf(group);
        return plans.find(group)
                .orElseThrow(() ->
                        new InvalidField("group", group, "give it a plan plans/" + group + ".yaml and deploy again"));
    }

    /** The plans of the groups that may fail over. */
    List<RecoveryPlan> movable() {
        return groups.names().stream().map(this::of).filter(GroupPlans::movable).toList();
    }

    static boolean movable(RecoveryPlan plan) {
        return plan.strategies().contains(Strategy.GLOBAL_TABLE_FAILOVER);
    }
}
