package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Reads {@code AWS::Lambda::EventSourceMapping} of a DynamoDB stream or a queue, as a CreateEventSourceMapping request. */
final class EventSourceMappingReader {

    private static final Set<String> HONOURED = Set.of(
            "BatchSize",
            "BisectBatchOnFunctionError",
            "DestinationConfig",
            "Enabled",
            "EventSourceArn",
            "FilterCriteria",
            "FunctionName",
            "FunctionResponseTypes",
            "MaximumBatchingWindowInSeconds",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            "ParallelizationFactor",
            "StartingPosition",
            "TumblingWindowInSeconds");

    private final StackScope scope;

    EventSourceMappingReader(StackScope scope) {
        this.scope = scope;
    }

    EventSourceMappingDefinition read(String logicalId) {
        Properties properties =
                new Properties(logicalId, scope.properties(logicalId)).only(HONOURED, Set.of("KmsKeyArn", "Tags"));
        properties.text("EventSourceArn");
        properties.text("FunctionName");
        ObjectNode create = properties.json().deepCopy();
        create.remove(Set.of("KmsKeyArn", "Tags"));
        return new EventSourceMappingDefinition(logicalId, scope.physicalName(logicalId), create);
    }
}
