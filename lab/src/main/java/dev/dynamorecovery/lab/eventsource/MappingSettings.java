package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an event source mapping is set to do.
 *
 * @param functionName name or ARN, with or without a qualifier
 * @param startingPosition {@code TRIM_HORIZON} or {@code LATEST}; empty for a queue
 * @param filterPatterns a record is delivered when any of them matches, or when there are none
 * @param reportsItemFailures whether the function's answer names what it could not process
 * @param tumblingWindow how long a window of a shard is, nominally; zero for none
 */
record MappingSettings(
        String eventSourceArn,
        String functionName,
        boolean enabled,
        Optional<String> startingPosition,
        Batching batching,
        Retrying retrying,
        List<String> filterPatterns,
        boolean reportsItemFailures,
        Duration tumblingWindow) {

    /**
     * How records are gathered.
     *
     * @param window the longest wait for a full batch, nominally
     * @param parallelization batches of one shard at a time
     */
    record Batching(int most, Duration window, int parallelization) {}

    /**
     * What happens to a batch of a stream that fails.
     *
     * @param bisect whether it is cut in two before it is tried again
     * @param maximumAge nominal; empty for as long as the stream keeps records
     * @param maximumRetries empty for as often as it takes
     * @param onFailure ARN of the queue that is told of batches given up
     */
    record Retrying(
            boolean bisect, Optional<Duration> maximumAge, OptionalInt maximumRetries, Optional<String> onFailure) {}

    boolean ofQueue() {
        return eventSourceArn.startsWith("arn:aws:sqs:");
    }

    /** The members of EventSourceMappingConfiguration that say what was asked for. */
    ObjectNode describe(ObjectNode into) {
        into.put("EventSourceArn", eventSourceArn)
                .put("BatchSize", batching.most())
                .put("MaximumBatchingWindowInSeconds", batching.window().toSeconds());
        if (!filterPatterns.isEmpty()) {
            ArrayNode filters = into.putObject("FilterCriteria").putArray("Filters");
            filterPatterns.forEach(pattern -> filters.addObject().put("Pattern", pattern));
        }
        ArrayNode responseTypes = into.putArray("FunctionResponseTypes");
        if (reportsItemFailures) {
            responseTypes.add("ReportBatchItemFailures");
        }
        startingPosition.ifPresent(position -> into.put("StartingPosition", position)
                .put("ParallelizationFactor", batching.parallelization())
                .put("BisectBatchOnFunctionError", retrying.bisect())
                .put(
                        "MaximumRecordAgeInSeconds",
                        retrying.maximumAge().map(Duration::toSeconds).orElse(-1L))
                .put("MaximumRetryAttempts", retrying.maximumRetries().orElse(-1))
                .put("TumblingWindowInSeconds", tumblingWindow.toSeconds()));
        ObjectNode destinations = into.putObject("DestinationConfig");
        ObjectNode onFailure = destinations.putObject("OnFailure");
        retrying.onFailure().ifPresent(arn -> onFailure.put("Destination", arn));
        if (startingPosition.isEmpty()) {
            into.remove("DestinationConfig");
        }
        return into;
    }
}
