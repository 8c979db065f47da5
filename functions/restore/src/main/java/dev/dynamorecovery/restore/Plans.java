package dev.dynamorecovery.restore;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.core.plan.RecoveryPlan;

/** The plan of a job that was admitted under it. */
final class Plans {

    private Plans() {}

    static RecoveryPlan of(String name) {
        return new PackagedPlans()
                .find(name)
                .orElseThrow(() -> new IllegalStateException(
                        "Plan " + name + " is not packaged here: all functions of a stack are deployed together"));
    }
}
