package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The DynamoDB Streams API, read from the log: one shard per stream, both images, times to the millisecond. */
final class StreamOperations {

    private static final int MAXIMUM_RECORDS = 1_000;
    private static final long MAXIMUM_ANSWER_BYTES = 1_000_000;

    WireAnswer list(Call call) {
        Parameters parameters = call.parameters().only(Set.of("TableName", "Limit", "ExclusiveStartStreamArn"));
        int limit = parameters.integer("Limit", 1, 100).orElse(100);
        Optional<String> table = parameters.text("TableName");
        Optional<String> after = parameters.text("ExclusiveStartStreamArn");
        List<TableStream> found = call.region().streams().stream()
                .filter(stream -> readable(call.region(), stream))
                .filter(stream -> table.filter(
                                name -> !name.equals(stream.table().name()))
                        .isEmpty())
                .dropWhile(
                        stream -> after.filter(arn -> !stream.arn().equals(arn)).isPresent())
                .skip(after.isPresent() ? 1 : 0)
                .toList();
        ObjectNode answer = WireJson.object();
        ArrayNode streams = answer.putArray("Streams");
        found.stream()
                .limit(limit)
                .forEach(stream -> streams.addObject()
                        .put("StreamArn", stream.arn())
                        .put("TableName", stream.table().name())
                        .put("StreamLabel", stream.label()));
        if (found.size() > limit) {
            answer.put("LastEvaluatedStreamArn", found.get(limit - 1).arn());
        }
        return answer(answer);
    }

    WireAnswer describe(Call call) {
        Parameters parameters =
                call.parameters().only(Set.of("StreamArn", "Limit", "ExclusiveStartShardId", "ShardFilter"));
        TableStream stream = required(call.region(), parameters.required("StreamArn"));
        ObjectNode answer = WireJson.object();
        ObjectNode description = answer.putObject("StreamDescription")
                .put("StreamArn", stream.arn())
                .put("StreamLabel", stream.label())
                .put("StreamStatus", stream.enabled() ? "ENABLED" : "DISABLED")
                .put("StreamViewType", stream.viewType())
                .put("TableName", stream.table().name());
        description.set("CreationRequestDateTime", WireJson.epochSeconds(stream.createdAt()));
        ObjectNode keys = WireJson.object();
        ArrayNode schema = keys.putArray("KeySchema");
        for (String name : stream.table().keySchema().attributeNames()) {
            schema.addObject().put("AttributeName", name).put("KeyType", schema.isEmpty() ? "HASH" : "RANGE");
        }
        fixKeyTypes(schema);
        description.set("KeySchema", schema);
        ArrayNode shards = description.putArray("Shards");
        boolean wanted = parameters.text("ExclusiveStartShardId").isEmpty()
                && parameters.object("ShardFilter").isEmpty();
        if (wanted) {
            ObjectNode shard = shards.addObject().put("ShardId", stream.shardId());
            ObjectNode range = shard.putObject("SequenceNumberRange")
                    .put("StartingSequenceNumber", StreamRecords.sequenceNumber(stream.startSequence()));
            stream.end()
                    .ifPresent(end -> range.put(
                            "EndingSequenceNumber",
                            StreamRecords.sequenceNumber(Math.max(end.sequence(), stream.startSequence()))));
        }
        return answer(answer);
    }

    private static void fixKeyTypes(ArrayNode schema) {
        for (int index = 0; index < schema.size(); index++) {
            ((ObjectNode) schema.get(index)).put("KeyType", index == 0 ? "HASH" : "RANGE");
        }
    }

    WireAnswer iterator(Call call) {
        Parameters parameters =
                call.parameters().only(Set.of("StreamArn", "ShardId", "ShardIteratorType", "SequenceNumber"));
        TableStream stream = required(call.region(), parameters.required("StreamArn"));
        String shard = parameters.required("ShardId");
        if (!shard.equals(stream.shardId())) {
            throw DynamoDbFault.of(
                    "ResourceNotFoundException", "Requested resource not found: Shard does not exist: " + shard);
        }
        int oldest = oldest(call.region(), stream);
        String type = parameters.required("ShardIteratorType");
        int position = switch (type) {
            case "TRIM_HORIZON" -> oldest;
            case "LATEST" -> stream.endPosition();
            case "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER" ->
                at(stream, parameters.required("SequenceNumber"), type.startsWith("AFTER"), oldest);
            default ->
                throw DynamoDbFault.validation(
                        "1 validation error detected: Value '" + type
                                + "' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        };
        ShardIterator iterator =
                new ShardIterator(stream.arn(), position, call.region().time().now());
        return answer(WireJson.object().put("ShardIterator", iterator.encode()));
    }

    WireAnswer records(Call call) {
        Parameters parameters = call.parameters().only(Set.of("ShardIterator", "Limit"));
        int limit = parameters.integer("Limit", 1, MAXIMUM_RECORDS).orElse(MAXIMUM_RECORDS);
        ShardIterator iterator = ShardIterator.decode(parameters.required("ShardIterator"));
        RegionState region = call.region();
        TableStream stream = required(region, iterator.streamArn());
        Instant now = region.time().now();
        if (now.isAfter(iterator.issuedAt().plus(region.time().scaled(Durations.SHARD_ITERATOR_LIFE)))) {
            throw DynamoDbFault.of(
                    "ExpiredIteratorException",
                    "The shard iterator has expired: ask for another with GetShardIterator");
        }
        if (iterator.position() < oldest(region, stream)) {
            throw trimmed();
        }
        int end = stream.endPosition();
        ArrayNode records = WireJson.array();
        int position = iterator.position();
        long bytes = 0;
        for (Change change : stream.table().history().read(position, Math.max(0, Math.min(limit, end - position)))) {
            ObjectNode record = StreamRecords.of(stream, change);
            bytes += record.path("dynamodb").path("SizeBytes").asLong();
            if (bytes > MAXIMUM_ANSWER_BYTES && !records.isEmpty()) {
                break;
            }
            records.add(record);
            position++;
        }
        ObjectNode answer = WireJson.object();
        answer.set("Records", records);
        if (stream.enabled() || position < end) {
            answer.put("NextShardIterator", new ShardIterator(stream.arn(), position, now).encode());
        }
        return answer(answer);
    }

    private static int at(TableStream stream, String sequenceNumber, boolean after, int oldest) {
        long sequence = StreamRecords.sequence(sequenceNumber)
                .orElseThrow(() -> DynamoDbFault.validation("Invalid SequenceNumber: " + sequenceNumber));
        if (sequence < stream.startSequence()) {
            throw trimmed();
        }
        int position =
                Math.min(stream.table().history().positionOf(after ? sequence + 1 : sequence), stream.endPosition());
        if (position < oldest) {
            throw trimmed();
        }
        return position;
    }

    private static DynamoDbFault trimmed() {
        return DynamoDbFault.of(
                "TrimmedDataAccessException",
                "The operation attempted to read past the oldest stream record in a shard");
    }

    /** The position of the oldest record that is still kept. */
    private static int oldest(RegionState region, TableStream stream) {
        Instant horizon = region.time().now().minus(region.time().scaled(Durations.STREAM_RETENTION));
        int trimmed = stream.table().history().lengthAt(horizon);
        return Math.min(Math.max(stream.startPosition(), trimmed), stream.endPosition());
    }

    /** A disabled stream stays readable until its last record could have expired. */
    private static boolean readable(RegionState region, TableStream stream) {
        Instant horizon = region.time().now().minus(region.time().scaled(Durations.STREAM_RETENTION));
        return stream.end().filter(end -> end.at().isBefore(horizon)).isEmpty();
    }

    private static TableStream required(RegionState region, String arn) {
        return region.streams().stream()
                .filter(stream -> stream.arn().equals(arn) && readable(region, stream))
                .findFirst()
                .orElseThrow(() -> DynamoDbFault.of(
                        "ResourceNotFoundException", "Requested resource not found: Stream: " + arn + " not found"));
    }

    private static WireAnswer answer(ObjectNode body) {
        return new WireAnswer(200, WireJson.bytes(body));
    }
}
