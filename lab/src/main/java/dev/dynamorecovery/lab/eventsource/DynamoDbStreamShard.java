package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shard read by the operations of DynamoDB Streams, as Lambda's pollers read it. */
final class DynamoDbStreamShard implements StreamShard {

    private static final System.Logger LOGGER = System.getLogger(DynamoDbStreamShard.class.getName());

    private final StreamsClient client;
    private final String streamArn;
    private final String shardId;
    private final String partitionKeyName;
    private Optional<String> iteratorPosition = Optional.empty();
    private @Nullable String iterator;

    DynamoDbStreamShard(StreamsClient client, String streamArn, String shardId, String partitionKeyName) {
        this.client = client;
        this.streamArn = streamArn;
        this.shardId = shardId;
        this.partitionKeyName = partitionKeyName;
    }

    /** The same shard for another reader. */
    DynamoDbStreamShard readBy(StreamsClient other) {
        return new DynamoDbStreamShard(other, streamArn, shardId, partitionKeyName);
    }

    @Override
    public String streamArn() {
        return streamArn;
    }

    @Override
    public String shardId() {
        return shardId;
    }

    @Override
    public Page read(Optional<String> after) throws IOException, InterruptedException {
        try {
            return readOrFail(after);
        } catch (StreamsFault fault) {
            return switch (fault.code()) {
                case "ExpiredIteratorException" -> {
                    iterator = null; // The next one is new, and may find its records trimmed.
                    yield read(after);
                }
                case "TrimmedDataAccessException" -> {
                    // Lambda goes on with the oldest record there is; what was trimmed is lost to the function.
                    LOGGER.log(System.Logger.Level.WARNING, "{0} was trimmed past {1}", streamArn, after.orElse(""));
                    iterator = null;
                    Page kept = readOrFail(Optional.empty());
                    if (kept.records().isEmpty()) {
                        iteratorPosition = after;
                    }
                    yield kept;
                }
                case "ResourceNotFoundException" -> new Page(List.of(), true);
                default -> throw fault;
            };
        }
    }

    private Page readOrFail(Optional<String> after) throws IOException, InterruptedException {
        String current = iterator;
        if (current == null || !iteratorPosition.equals(after)) {
            current = client.iterator(streamArn, shardId, after);
        }
        ObjectNode answer = client.records(streamArn, current);
        List<StreamRecord> records = new ArrayList<>();
        for (JsonNode record : answer.path("Records")) {
            records.add(record((ObjectNode) record));
        }
        iterator = answer.path("NextShardIterator").textValue();
        iteratorPosition =
                records.isEmpty() ? after : Optional.of(records.getLast().sequenceNumber());
        return new Page(records, iterator == null);
    }

    /** As Lambda passes it on: with the stream's ARN, and the user identity in lower case. */
    private StreamRecord record(ObjectNode record) throws JsonProcessingException {
        JsonNode change = record.path("dynamodb");
        BigDecimal created = change.path("ApproximateCreationDateTime").decimalValue();
        record.put("eventSourceARN", streamArn);
        JsonNode identity = record.path("userIdentity");
        if (!identity.isMissingNode()) {
            record.putObject("userIdentity")
                    .put("principalId", identity.path("PrincipalId").asText())
                    .put("type", identity.path("Type").asText());
        }
        return new StreamRecord(
                change.path("SequenceNumber").asText(),
                Instant.ofEpochMilli(created.movePointRight(3).longValue()),
                change.path("Keys").path(partitionKeyName).toString(),
                StreamsClient.text(record));
    }
}
