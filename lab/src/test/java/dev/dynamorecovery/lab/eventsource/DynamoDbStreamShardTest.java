package dev.dynamorecovery.lab.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoDbStreamShardTest {

    private static final String REGION = "eu-central-1";

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00.250Z"));
    private RecoveryPlane plane;
    private DynamoDbStreamShard shard;

    @BeforeEach
    void start() throws Exception {
        plane = RecoveryPlane.start(time, EngineOptions.dynamoDbLocal());
        call("CreateTable", """
                {'TableName':'orders','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],
                 'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'BillingMode':'PAY_PER_REQUEST',
                 'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'}}""");
        time.advance(Duration.ofMinutes(1));
        String arn = call("DescribeTable", "{'TableName':'orders'}")
                .at("/Table/LatestStreamArn")
                .asText();
        StreamsClient client = new StreamsClient(plane.service(), REGION, "LABLAMBDA", (action, resource) -> {});
        shard = client.shards(arn).getFirst();
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void shouldReadOnFromWhereItIs() throws Exception {
        put("a");
        put("b");
        List<StreamRecord> first = read(Optional.empty());
        put("c");

        assertThat(first).extracting(StreamRecord::partitionKey).containsExactly("{\"S\":\"a\"}", "{\"S\":\"b\"}");
        assertThat(first.getFirst().createdAt()).isEqualTo(time.now());
        assertThat(read(last(first))).extracting(StreamRecord::partitionKey).containsExactly("{\"S\":\"c\"}");
        assertThat(read(Optional.of(first.getFirst().sequenceNumber()))).hasSize(2);
    }

    @Test
    void shouldReadOnWhenItsIteratorHasExpired() throws Exception {
        put("a");
        List<StreamRecord> first = read(Optional.empty());
        time.advance(Duration.ofMinutes(16));
        put("b");

        assertThat(read(last(first))).extracting(StreamRecord::partitionKey).containsExactly("{\"S\":\"b\"}");
    }

    @Test
    void shouldGoOnWithTheOldestRecordThereIsWhenItWasTrimmed() throws Exception {
        put("a");
        Optional<String> position = last(read(Optional.empty()));
        put("lost");
        time.advance(Duration.ofHours(25));
        assertThat(read(position)).isEmpty();
        put("kept");

        assertThat(read(position)).extracting(StreamRecord::partitionKey).containsExactly("{\"S\":\"kept\"}");
    }

    @Test
    void shouldEndWithItsStream() throws Exception {
        put("a");
        call("UpdateTable", "{'TableName':'orders','StreamSpecification':{'StreamEnabled':false}}");

        assertThat(shard.read(Optional.empty()).ended()).isTrue();
        time.advance(Duration.ofHours(25));
        assertThat(shard.read(Optional.empty())).isEqualTo(new StreamShard.Page(List.of(), true));
    }

    private List<StreamRecord> read(Optional<String> after) throws Exception {
        return shard.read(after).records();
    }

    private static Optional<String> last(List<StreamRecord> records) {
        return Optional.of(records.getLast().sequenceNumber());
    }

    private void put(String key) throws Exception {
        call("PutItem", "{'TableName':'orders','Item':{'pk':{'S':'" + key + "'}}}");
    }

    private JsonNode call(String operation, String json) throws Exception {
        LabResponse response = plane.service()
                .handle(new LabRequest(
                        REGION,
                        "LABOPERATOR",
                        "POST",
                        "/",
                        "",
                        Map.of("x-amz-target", List.of("DynamoDB_20120810." + operation)),
                        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}
