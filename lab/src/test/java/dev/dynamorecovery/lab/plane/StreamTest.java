package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTest {

    private final PlaneFixture fixture = new PlaneFixture();
    private final PlaneClient client = fixture.client;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldTellEveryChangeWithBothImagesInOrder() {
        streamed("NEW_AND_OLD_IMAGES");
        fixture.put("orders", "a", 1);
        fixture.time.advance(Duration.ofMillis(5));
        fixture.put("orders", "a", 2);
        client.ok("DeleteItem", "{'TableName':'orders','Key':{'pk':{'S':'a'}}}");

        JsonNode records = read(iterator("TRIM_HORIZON", "")).path("Records");

        assertThat(records.findValuesAsText("eventName")).containsExactly("INSERT", "MODIFY", "REMOVE");
        assertThat(records.at("/1/dynamodb/OldImage/v/N").asText()).isEqualTo("1");
        assertThat(records.at("/1/dynamodb/NewImage/v/N").asText()).isEqualTo("2");
        assertThat(records.at("/2/dynamodb/OldImage/v/N").asText()).isEqualTo("2");
        assertThat(records.at("/2/dynamodb").has("NewImage")).isFalse();
        assertThat(records.at("/0/dynamodb/Keys/pk/S").asText()).isEqualTo("a");
        assertThat(records.at("/1/dynamodb/ApproximateCreationDateTime").decimalValue())
                .isEqualTo(WireJson.epochSeconds(fixture.time.now()).decimalValue());
        assertThat(records.findValuesAsText("SequenceNumber")).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldNotTellOfAWriteThatChangesNothing() {
        streamed("NEW_AND_OLD_IMAGES");
        fixture.put("orders", "a", 1);
        client.ok("PutItem", "{'TableName':'orders','Item':{'v':{'N':'1.0'},'pk':{'S':'a'}}}");
        client.ok(
                "UpdateItem",
                "{'TableName':'orders','Key':{'pk':{'S':'a'}},'UpdateExpression':'SET v = :v','ExpressionAttributeValues':{':v':{'N':'1'}}}");
        client.ok("DeleteItem", "{'TableName':'orders','Key':{'pk':{'S':'absent'}}}");
        client.error(
                "PutItem",
                "{'TableName':'orders','Item':{'pk':{'S':'a'}},'ConditionExpression':'attribute_not_exists(pk)'}");

        assertThat(read(iterator("TRIM_HORIZON", "")).path("Records")).hasSize(1);
    }

    @Test
    void shouldGiveOnlyTheImagesOfItsViewType() {
        streamed("OLD_IMAGE");
        fixture.put("orders", "a", 1);
        fixture.put("orders", "a", 2);

        JsonNode data = read(iterator("TRIM_HORIZON", "")).at("/Records/1/dynamodb");

        assertThat(data.has("NewImage")).isFalse();
        assertThat(data.at("/OldImage/v/N").asText()).isEqualTo("1");
    }

    @Test
    void shouldGoOnWhereAReaderLeftOff() {
        streamed("KEYS_ONLY");
        fixture.put("orders", "a", 1);
        fixture.put("orders", "b", 2);
        String latest = iterator("LATEST", "");
        JsonNode first = client.ok("GetRecords", "{'ShardIterator':'" + iterator("TRIM_HORIZON", "") + "','Limit':1}");
        JsonNode second = read(first.path("NextShardIterator").asText());
        String sequence = first.at("/Records/0/dynamodb/SequenceNumber").asText();

        assertThat(keys(first)).containsExactly("a");
        assertThat(keys(second)).containsExactly("b");
        assertThat(keys(read(iterator("AT_SEQUENCE_NUMBER", sequence)))).containsExactly("a", "b");
        assertThat(keys(read(iterator("AFTER_SEQUENCE_NUMBER", sequence)))).containsExactly("b");
        fixture.put("orders", "c", 3);
        assertThat(keys(read(latest))).containsExactly("c");
    }

    @Test
    void shouldEndWhenTheStreamIsDisabledAndStayReadableForADay() {
        streamed("KEYS_ONLY");
        fixture.put("orders", "a", 1);
        client.ok("UpdateTable", "{'TableName':'orders','StreamSpecification':{'StreamEnabled':false}}");
        fixture.put("orders", "b", 2);

        JsonNode answer = read(iterator("TRIM_HORIZON", ""));

        assertThat(keys(answer)).containsExactly("a");
        assertThat(answer.has("NextShardIterator")).isFalse();
        assertThat(stream().path("StreamStatus").asText()).isEqualTo("DISABLED");
        fixture.time.advance(Duration.ofHours(25));
        assertThat(client.ok("ListStreams", "{'TableName':'orders'}").path("Streams"))
                .isEmpty();
    }

    @Test
    void shouldTrimAfterADay() {
        streamed("KEYS_ONLY");
        fixture.put("orders", "a", 1);
        String sequence = read(iterator("TRIM_HORIZON", ""))
                .at("/Records/0/dynamodb/SequenceNumber")
                .asText();
        fixture.time.advance(Duration.ofHours(25));
        fixture.put("orders", "b", 2);

        assertThat(keys(read(iterator("TRIM_HORIZON", "")))).containsExactly("b");
        assertThat(client.error("GetShardIterator", iteratorRequest("AT_SEQUENCE_NUMBER", sequence)))
                .startsWith("TrimmedDataAccessException");
    }

    @Test
    void shouldExpireAnIteratorAfterAQuarterOfAnHour() {
        streamed("KEYS_ONLY");
        String iterator = iterator("LATEST", "");
        fixture.time.advance(Duration.ofMinutes(16));

        assertThat(client.error("GetRecords", "{'ShardIterator':'" + iterator + "'}"))
                .startsWith("ExpiredIteratorException");
    }

    @Test
    void shouldMarkWhatTimeToLiveDeletes() throws IOException {
        streamed("NEW_AND_OLD_IMAGES");
        client.ok(
                "UpdateTimeToLive",
                "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'v'}}");
        fixture.time.advance(Duration.ofHours(1));
        int now = (int) fixture.time.now().getEpochSecond();
        fixture.put("orders", "expired", now - 10);
        fixture.put("orders", "alive", now + 10);
        fixture.put("orders", "tooOld", 5);

        fixture.plane.sweepExpiredItems();

        JsonNode removal = read(iterator("TRIM_HORIZON", "")).at("/Records/3");
        assertThat(removal.path("eventName").asText()).isEqualTo("REMOVE");
        assertThat(removal.at("/userIdentity/PrincipalId").asText()).isEqualTo("dynamodb.amazonaws.com");
        assertThat(removal.at("/userIdentity/Type").asText()).isEqualTo("Service");
        assertThat(fixture.values("orders")).containsOnlyKeys("alive", "tooOld");
    }

    @Test
    void shouldRefuseAStreamOrShardThatIsNotThere() {
        streamed("KEYS_ONLY");
        String arn = stream().path("StreamArn").asText();

        assertThat(client.error("DescribeStream", "{'StreamArn':'" + arn + "x'}"))
                .startsWith("ResourceNotFoundException");
        assertThat(client.error(
                        "GetShardIterator",
                        "{'StreamArn':'" + arn + "','ShardId':'shardId-0','ShardIteratorType':'LATEST'}"))
                .startsWith("ResourceNotFoundException");
        assertThat(client.error("GetRecords", "{'ShardIterator':'nonsense'}")).startsWith("ValidationException");
    }

    private void streamed(String viewType) {
        fixture.table("orders", "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'" + viewType + "'},");
    }

    private JsonNode stream() {
        String arn = client.ok("ListStreams", "{'TableName':'orders'}")
                .at("/Streams/0/StreamArn")
                .asText();
        return client.ok("DescribeStream", "{'StreamArn':'" + arn + "'}").path("StreamDescription");
    }

    private String iterator(String type, String sequence) {
        return client.ok("GetShardIterator", iteratorRequest(type, sequence))
                .path("ShardIterator")
                .asText();
    }

    private String iteratorRequest(String type, String sequence) {
        JsonNode stream = stream();
        String number = sequence.isEmpty() ? "" : ",'SequenceNumber':'" + sequence + "'";
        return "{'StreamArn':'" + stream.path("StreamArn").asText() + "','ShardId':'"
                + stream.at("/Shards/0/ShardId").asText() + "','ShardIteratorType':'" + type + "'" + number + "}";
    }

    private JsonNode read(String iterator) {
        return client.ok("GetRecords", "{'ShardIterator':'" + iterator + "'}");
    }

    private static List<String> keys(JsonNode answer) {
        return answer.path("Records").findValues("pk").stream()
                .map(key -> key.path("S").asText())
                .toList();
    }
}
