package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * A global table's replica in another Region than the stack's: what it does not share with the others.
 *
 * @param key what it is encrypted with; empty for the table's own
 * @param pointInTimeRecovery the PointInTimeRecoverySpecification, if any
 */
public record ReplicaDefinition(
        String region,
        boolean deletionProtection,
        Optional<String> tableClass,
        Optional<String> resourcePolicy,
        Optional<String> key,
        Optional<ObjectNode> pointInTimeRecovery,
        Map<String, String> tags) {}
