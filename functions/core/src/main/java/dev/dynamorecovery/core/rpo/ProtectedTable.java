package dev.dynamorecovery.core.rpo;

import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.PlanBinding;

/**
 * A table that somebody promised to recover.
 *
 * @param keys the names of its key attributes
 * @param binding the plan that its tag names, or why there is none
 */
public record ProtectedTable(String name, KeySchema keys, PlanBinding binding) {}
