package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a flow runs.
 *
 * @param mapItem the item of the inline map around it; null outside of one
 */
record FlowScope(
        Execution execution,
        Trail trail,
        Variables variables,
        @Nullable ObjectNode mapItem) {

    /** The scope of a flow nested in this one. */
    FlowScope inner(@Nullable ObjectNode item) {
        return new FlowScope(execution, trail.fork(), variables.inner(), item == null ? mapItem : item);
    }
}
