package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The tokens of tasks that wait for an answer from outside. */
public final class TaskTokens {

    /** What somebody who holds a token can say. */
    public sealed interface Answer {

        record Success(JsonNode output) implements Answer {}

        record Failure(StateFailure failure) implements Answer {}

        record Heartbeat() implements Answer {}
    }

    private final Map<String, BlockingQueue<Answer>> waiting = new ConcurrentHashMap<>();

    /** A token that is handed out, and where its answers arrive, even before anybody waits for them. */
    record Open(String token, BlockingQueue<Answer> answers) {}

    Open open(UUID id) {
        String token = Base64.getEncoder().encodeToString(("lab-task:" + id).getBytes(StandardCharsets.UTF_8));
        Open open = new Open(token, new LinkedBlockingQueue<>());
        waiting.put(token, open.answers());
        return open;
    }

    void close(Open open) {
        waiting.remove(open.token());
    }

    /** Hands an answer to the task that waits; false when none does (any more). */
    public boolean answer(String token, Answer answer) {
        BlockingQueue<Answer> queue = answer instanceof Answer.Heartbeat ? waiting.get(token) : waiting.remove(token);
        return queue != null && queue.offer(answer);
    }

    /** Whether the token has this lab's form, open or not. */
    public static boolean wellFormed(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).startsWith("lab-task:");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
