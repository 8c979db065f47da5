package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the template, or a global table's replica in the stack's Region.
 *
 * @param createTable a CreateTable request
 * @param timeToLive the TimeToLiveSpecification, if any
 * @param pointInTimeRecovery the PointInTimeRecoverySpecification, if any
 */
public record TableDefinition(
        String logicalId,
        String name,
        String arn,
        ObjectNode createTable,
        Optional<ObjectNode> timeToLive,
        Optional<ObjectNode> pointInTimeRecovery,
        Map<String, String> tags) {}
