package dev.dynamorecovery.aws.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dynamorecovery.aws.runtime.ScriptedHttpClient;
import dev.dynamorecovery.aws.runtime.TransientFailure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventBridgeEventsTest {

    private static final String TAKEN = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";
    private static final String SECOND_REFUSED =
            "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"1\"},{\"ErrorCode\":\"InternalFailure\"}]}";
    private static final String REFUSED = "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"InternalFailure\"}]}";

    private final ScriptedHttpClient http = new ScriptedHttpClient();
    private final EventBridgeEvents events = new EventBridgeEvents(http.service("events", 1));

    @Test
    void shouldSendTenEventsToACall() {
        http.then(200, TAKEN).then(200, TAKEN);

        events.send(changes(11));

        assertThat(http.requests()).hasSize(2);
        assertThat(http.requests().getLast().body())
                .contains("\"Source\":\"dynamo-recovery\"", "\"DetailType\":\"Posture Changed\"", "arn:10");
    }

    @Test
    void shouldSendRefusedEventsAgainAndNoOthers() {
        http.then(200, SECOND_REFUSED).then(200, TAKEN);

        events.send(changes(2));

        assertThat(http.requests().getLast().body()).contains("arn:1").doesNotContain("arn:0");
    }

    @Test
    void shouldFailWhenEventsAreRefusedToTheLast() {
        http.then(200, REFUSED).then(200, REFUSED).then(200, REFUSED);

        assertThatThrownBy(() -> events.send(changes(1)))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("Posture Changed");
    }

    private static List<EventBridgeEvents.Event> changes(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new EventBridgeEvents.Event(
                        "Posture Changed", "arn:" + index, JsonNodeFactory.instance.objectNode()))
                .toList();
    }
}
