package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the template, or a global table's replica in the stack's Region.
 *
 * @param createTable a CreateTable request
 * @param timeToLive the TimeToLiveSpecification, if any
 * @param pointInTimeRecovery the PointInTimeRecoverySpecification, if any
 * @param otherReplicas a global table's replicas in other Regions
 * @param multiRegionConsistency {@code STRONG} or {@code EVENTUAL}
 */
public record TableDefinition(
        String logicalId,
        String name,
        String arn,
        ObjectNode createTable,
        Optional<ObjectNode> timeToLive,
        Optional<ObjectNode> pointInTimeRecovery,
        Map<String, String> tags,
        List<ReplicaDefinition> otherReplicas,
        String multiRegionConsistency) {}
