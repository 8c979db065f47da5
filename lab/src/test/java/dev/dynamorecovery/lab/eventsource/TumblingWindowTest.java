package dev.dynamorecovery.lab.eventsource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TumblingWindowTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-11-22T10:07:00Z"));
    private final InMemoryShard shard = new InMemoryShard();

    private static MappingSettings settings(int seconds) {
        ObjectNode create = JSON.createObjectNode()
                .put("EventSourceArn", "arn:aws:dynamodb:eu-west-1:000000000000:table/orders/stream/label")
                .put("FunctionName", "logger")
                .put("StartingPosition", "TRIM_HORIZON")
                .put("TumblingWindowInSeconds", seconds);
        return MappingRequest.settings(create);
    }

    private static JsonNode event(TumblingWindow window) throws IOException {
        return JSON.readTree("{\"Records\":[]" + window.members() + "}");
    }

    @Test
    void shouldNameTheShardAndTheWindow() throws IOException {
        JsonNode event = event(TumblingWindow.of(settings(900), shard, time).orElseThrow());

        assertThat(event.path("shardId").asText()).isEqualTo(shard.shardId());
        assertThat(event.path("eventSourceARN").asText()).isEqualTo(shard.streamArn());
        assertThat(event.at("/window/start").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(event.at("/window/end").asText()).isEqualTo("2026-11-22T10:15:00Z");
        assertThat(event.path("isFinalInvokeForWindow").booleanValue()).isFalse();
        assertThat(TumblingWindow.of(settings(0), shard, time)).isEmpty();
    }

    @Test
    void shouldHandTheStateOnWithinTheWindowAndFailWithoutOne() throws IOException {
        TumblingWindow window = TumblingWindow.of(settings(900), shard, time).orElseThrow();
        assertThat(event(window).path("state")).isEqualTo(JSON.createObjectNode());

        assertThat(window.takesStateOf("{\"state\":{\"sum\":3}}".getBytes(UTF_8)))
                .isTrue();
        assertThat(window.takesStateOf("{\"batchItemFailures\":[]}".getBytes(UTF_8)))
                .isFalse();
        assertThat(window.takesStateOf("".getBytes(UTF_8))).isFalse();
        assertThat(event(window).at("/state/sum").asInt()).isEqualTo(3);
        time.advance(Duration.ofMinutes(10));
        assertThat(event(window).path("state")).isEqualTo(JSON.createObjectNode());
    }

    @Test
    void shouldCloseAWindowWithACallWithoutRecordsOnceItIsOver() throws IOException {
        TumblingWindow window = TumblingWindow.of(settings(900), shard, time).orElseThrow();
        assertThat(window.closing()).isEmpty();
        event(window);
        assertThat(window.takesStateOf("{\"state\":{\"sum\":3}}".getBytes(UTF_8)))
                .isTrue();
        assertThat(window.closing()).isEmpty();
        time.advance(Duration.ofMinutes(10));

        JsonNode closing = JSON.readTree(window.closing().orElseThrow());
        window.closed();

        assertThat(closing.path("Records")).isEmpty();
        assertThat(closing.path("isFinalInvokeForWindow").booleanValue()).isTrue();
        assertThat(closing.at("/window/end").asText()).isEqualTo("2026-11-22T10:15:00Z");
        assertThat(closing.at("/state/sum").asInt()).isEqualTo(3);
        assertThat(window.closing()).isEmpty();
    }
}
