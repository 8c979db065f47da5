package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** DynamoDB Streams as Lambda asks it on a function's behalf: with the function's permissions. */
final class StreamsClient {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final LabService dynamoDb;
    private final String region;
    private final String accessKeyId;
    private final BiConsumer<String, String> permissionUsed;

    /** @param permissionUsed told each action and its resource, which do not come over the wire */
    StreamsClient(LabService dynamoDb, String region, String accessKeyId, BiConsumer<String, String> permissionUsed) {
        this.dynamoDb = dynamoDb;
        this.region = region;
        this.accessKeyId = accessKeyId;
        this.permissionUsed = permissionUsed;
    }

    /** The shards of a stream. */
    List<DynamoDbStreamShard> shards(String streamArn) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode().put("StreamArn", streamArn);
        // Lambda asks for the permission to list streams when a mapping is made.
        permissionUsed.accept("dynamodb:ListStreams", streamArn);
        JsonNode description = call("DescribeStream", streamArn, request).path("StreamDescription");
        String partitionKey =
                description.path("KeySchema").path(0).path("AttributeName").asText();
        List<DynamoDbStreamShard> shards = new ArrayList<>();
        for (JsonNode shard : description.path("Shards")) {
            shards.add(new DynamoDbStreamShard(
                    this, streamArn, shard.path("ShardId").asText(), partitionKey));
        }
        return shards;
    }

    String iterator(String streamArn, String shardId, Optional<String> after) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode()
                .put("StreamArn", streamArn)
                .put("ShardId", shardId)
                .put("ShardIteratorType", after.isPresent() ? "AFTER_SEQUENCE_NUMBER" : "TRIM_HORIZON");
        after.ifPresent(sequenceNumber -> request.put("SequenceNumber", sequenceNumber));
        return call("GetShardIterator", streamArn, request)
                .path("ShardIterator")
                .asText();
    }

    ObjectNode records(String streamArn, String iterator) throws IOException, InterruptedException {
        return call("GetRecords", streamArn, JSON.createObjectNode().put("ShardIterator", iterator));
    }

    static String text(JsonNode node) throws JsonProcessingException {
        return JSON.writeValueAsString(node);
    }

    private ObjectNode call(String operation, String streamArn, ObjectNode request)
            throws IOException, InterruptedException {
        permissionUsed.accept("dynamodb:" + operation, streamArn);
        LabResponse response = dynamoDb.handle(new LabRequest(
                region,
                accessKeyId,
                "POST",
                "/",
                "",
                Map.of("x-amz-target", List.of("DynamoDBStreams_20120810." + operation)),
                JSON.writeValueAsBytes(request)));
        ObjectNode answer = (ObjectNode) JSON.readTree(response.body());
        if (response.status() != 200) {
            String type = answer.path("__type").asText();
            throw new StreamsFault(
                    type.substring(type.indexOf('#') + 1),
                    answer.path("message").asText());
        }
        return answer;
    }
}
