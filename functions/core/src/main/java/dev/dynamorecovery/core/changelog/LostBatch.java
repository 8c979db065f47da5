package dev.dynamorecovery.core.changelog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Records of a stream that Lambda could not get logged and gave up: what it tells the failure destination of the event
 * source mapping. The records themselves are not in it.
 *
 * @param shard the shard's identifier
 * @param firstSequence the lowest sequence number given up
 * @param lastSequence the highest
 * @param oldest the time of the first record, cut to the second
 * @param newest the time of the last record, cut to the second
 * @param condition why Lambda gave up, such as {@code RetryAttemptsExhausted}
 * @param attempts how often it tried, as far as it knows
 * @param givenUpAt when it gave up
 */
public record LostBatch(
        StreamName stream,
        String shard,
        String firstSequence,
        String lastSequence,
        int recordCount,
        Instant oldest,
        Instant newest,
        String condition,
        int attempts,
        Instant givenUpAt) {

    private static final String REMEDY = "send only what Lambda tells of a DynamoDB stream's records that it gave up";

    /** Reads what Lambda tells. Throws {@link InvalidField} when it is of another kind. */
    public static LostBatch read(byte[] json) {
        JsonNode told = Documents.readJson(json);
        JsonNode batch = told.path("DDBStreamBatchInfo");
        String arn = text(batch, "streamArn");
        try {
            return new LostBatch(
                    StreamName.of(arn),
                    text(batch, "shardId"),
                    text(batch, "startSequenceNumber"),
                    text(batch, "endSequenceNumber"),
                    number(batch, "batchSize"),
                    instant(batch, "approximateArrivalOfFirstRecord"),
                    instant(batch, "approximateArrivalOfLastRecord"),
                    text(told.path("requestContext"), "condition"),
                    number(told.path("requestContext"), "approximateInvokeCount"),
                    instant(told, "timestamp"));
        } catch (MalformedStreamEvent noStream) {
            throw new InvalidField("streamArn", arn, REMEDY);
        }
    }

    private static String text(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new InvalidField(name, shown(value), REMEDY);
        }
        return value.asText();
    }

    private static int number(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new InvalidField(name, shown(value), REMEDY);
        }
        return value.asInt();
    }

    private static Instant instant(JsonNode parent, String name) {
        String text = text(parent, name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw new InvalidField(name, text, REMEDY);
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "(absent)" : value.toString();
    }
}
