package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The tumbling windows of one shard: what they add to the function's events, the name of the shard among it, the state
 * that its answers have to return, and the call without records that closes a window.
 */
final class TumblingWindow {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StreamShard shard;
    private final Duration length;
    private final LabTime time;
    private Instant start = Instant.MIN;
    private JsonNode state = JSON.createObjectNode();

    private TumblingWindow(StreamShard shard, Duration length, LabTime time) {
        this.shard = shard;
        this.length = length;
        this.time = time;
    }

    /** The windows that the settings ask for, if they do. */
    static Optional<TumblingWindow> of(MappingSettings settings, StreamShard shard, LabTime time) {
        return settings.tumblingWindow().isZero()
                ? Optional.empty()
                : Optional.of(new TumblingWindow(shard, settings.tumblingWindow(), time));
    }

    /**
     * The event that closes the last window: due once it is over, when the function was called in it. Lambda sends it at
     * the window's end, the lab before the next batch.
     */
    Optional<String> closing() {
        return start.equals(Instant.MIN) || start.equals(current())
                ? Optional.empty()
                : Optional.of("{\"Records\":[]" + members(true) + "}");
    }

    /** The closing event was processed. */
    void closed() {
        start = Instant.MIN;
        state = JSON.createObjectNode();
    }

    /** The members of the next event behind its records. A new window begins with an empty state. */
    String members() {
        Instant current = current();
        if (!current.equals(start)) {
            start = current;
            state = JSON.createObjectNode();
        }
        return members(false);
    }

    private String members(boolean last) {
        ObjectNode members = JSON.createObjectNode();
        members.put("shardId", shard.shardId());
        members.put("eventSourceARN", shard.streamArn());
        members.putObject("window")
                .put("start", start.toString())
                .put("end", start.plus(length).toString());
        members.set("state", state);
        members.put("isFinalInvokeForWindow", last);
        members.put("isWindowTerminatedEarly", false);
        String text = members.toString();
        return "," + text.substring(1, text.length() - 1);
    }

    private Instant current() {
        long now = time.now().getEpochSecond();
        return Instant.ofEpochSecond(now - now % length.toSeconds());
    }

    /** Keeps the state that an answer returns. Without one, Lambda takes the invocation for failed. */
    boolean takesStateOf(byte[] answer) {
        JsonNode returned;
        try {
            returned = JSON.readTree(answer).path("state");
        } catch (IOException notJson) {
            return false;
        }
        if (!returned.isObject()) {
            return false;
        }
        state = returned;
        return true;
    }
}
