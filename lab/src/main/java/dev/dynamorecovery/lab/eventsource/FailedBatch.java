package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A batch of a stream that Lambda gives up.
 *
 * @param last the last invocation with it; empty when there was none
 */
record FailedBatch(
        StreamShard shard,
        List<StreamRecord> records,
        Condition condition,
        int invocations,
        Optional<InvocationTrace> last) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Why a batch is given up. */
    enum Condition {
        RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
        RECORD_AGE_EXCEEDED("RecordAgeExceeded");

        private final String word;

        Condition(String word) {
            this.word = word;
        }
    }

    /** What an on-failure destination is told: where the records are, not what they are. */
    String message(String functionArn, Instant now) {
        ObjectNode message = JSON.createObjectNode();
        message.putObject("requestContext")
                .put(
                        "requestId",
                        last.map(InvocationTrace::requestId)
                                .orElseGet(() -> UUID.randomUUID().toString()))
                .put("functionArn", functionArn)
                .put("condition", condition.word)
                .put("approximateInvokeCount", invocations);
        last.ifPresent(trace -> {
            ObjectNode response = message.putObject("responseContext")
                    .put("statusCode", 200)
                    .put("executedVersion", trace.executedVersion());
            trace.functionError().ifPresent(error -> response.put("functionError", error));
        });
        message.put("version", "1.0").put("timestamp", now.toString());
        message.putObject("DDBStreamBatchInfo")
                .put("shardId", shard.shardId())
                .put("startSequenceNumber", records.getFirst().sequenceNumber())
                .put("endSequenceNumber", records.getLast().sequenceNumber())
                .put(
                        "approximateArrivalOfFirstRecord",
                        records.getFirst().createdAt().toString())
                .put(
                        "approximateArrivalOfLastRecord",
                        records.getLast().createdAt().toString())
                .put("batchSize", records.size())
                .put("streamArn", shard.streamArn());
        return message.toString();
    }
}
