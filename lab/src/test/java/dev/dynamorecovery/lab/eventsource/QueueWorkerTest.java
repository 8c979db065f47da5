package dev.dynamorecovery.lab.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.eventsource.ScriptedFunction.Manner;
import dev.dynamorecovery.lab.eventsource.WorkerThreads.Next;
import dev.dynamorecovery.lab.queue.Queue;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.template.QueueDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueWorkerTest {

    private static final String ARN = "arn:aws:sqs:us-east-1:123456789012:lost";

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z"));
    private final Queues queues = new Queues(time);
    private final Queue queue = make();

    @Test
    void shouldGatherABatchForAsLongAsItsWindow() throws Exception {
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of());
        QueueWorker worker = worker("\"BatchSize\":100,\"MaximumBatchingWindowInSeconds\":30", function);
        for (int number = 0; number < 25; number++) {
            queue.send("message " + number, "somebody");
        }

        assertThat(worker.step()).isEqualTo(Next.AFTER_A_WHILE);
        time.advance(Duration.ofSeconds(30));
        assertThat(worker.step()).isEqualTo(Next.AT_ONCE);

        assertThat(function.batches)
                .singleElement()
                .satisfies(batch -> assertThat(batch).hasSize(25));
        assertThat(worker.drained()).isTrue();
    }

    @Test
    void shouldShowAFailedMessageAgainAfterItsVisibilityTimeout() throws Exception {
        String id = queue.send("poison", "somebody");
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of(id));
        QueueWorker worker = worker("\"BatchSize\":10", function);

        worker.step();
        time.advance(Duration.ofSeconds(29));
        assertThat(worker.step()).isEqualTo(Next.AFTER_A_WHILE);
        time.advance(Duration.ofSeconds(1));
        assertThat(worker.step()).isEqualTo(Next.AT_ONCE);

        assertThat(function.batches).containsExactly(List.of(id), List.of(id));
        assertThat(worker.drained()).isFalse();
    }

    @Test
    void shouldKeepMessagesThatTheFunctionCouldNotBeInvokedWith() throws Exception {
        String id = queue.send("one", "somebody");
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of()).refusing(1);
        QueueWorker worker = worker("\"BatchSize\":10", function);

        worker.step();
        time.advance(Duration.ofSeconds(30));
        worker.step();

        assertThat(function.processed).containsExactly(id);
    }

    @Test
    void shouldDropWhatTheFilterDoesNotLetPassAndSeeABodyOfJsonAsJson() throws Exception {
        String wanted = queue.send("{\"table\":\"orders\"}", "somebody");
        queue.send("{\"table\":\"users\"}", "somebody");
        queue.send("orders", "somebody");
        ScriptedFunction function = new ScriptedFunction(Manner.THROWS, Set.of());
        QueueWorker worker = worker(
                "\"FilterCriteria\":{\"Filters\":[{\"Pattern\":\"{\\\"body\\\":{\\\"table\\\":[\\\"orders\\\"]}}\"}]}",
                function);

        worker.step();

        assertThat(function.processed).containsExactly(wanted);
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldGiveBackWhatItGatheredWhenItIsClosed() throws Exception {
        queue.send("one", "somebody");
        QueueWorker worker =
                worker("\"MaximumBatchingWindowInSeconds\":30", new ScriptedFunction(Manner.THROWS, Set.of()));
        worker.step();
        assertThat(queue.receive(1, Duration.ofSeconds(1))).isEmpty();

        worker.close();

        assertThat(queue.receive(1, Duration.ofSeconds(1))).hasSize(1);
    }

    private QueueWorker worker(String members, BatchFunction function) throws Exception {
        MappingSettings settings = MappingRequest.settings(new ObjectMapper()
                .readValue(
                        "{\"EventSourceArn\":\"" + ARN + "\",\"FunctionName\":\"f\"," + members + "}",
                        ObjectNode.class));
        return new QueueWorker(queues, settings, function, time);
    }

    private Queue make() {
        queues.create(new QueueDefinition("Lost", "lost", ARN, "", Map.of()));
        return queues.find(ARN).orElseThrow();
    }
}
