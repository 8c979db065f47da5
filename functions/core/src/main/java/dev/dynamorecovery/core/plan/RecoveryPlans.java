package dev.dynamorecovery.core.plan;

import java.util.Optional;

/** The recovery plans known here. */
public interface RecoveryPlans {

    /** The plan of that name, if there is one. Throws {@link InvalidPlan} when it exists and cannot be used. */
    Optional<RecoveryPlan> find(String name);
}
