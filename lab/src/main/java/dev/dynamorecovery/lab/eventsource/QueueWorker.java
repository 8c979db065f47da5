package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.eventsource.BatchFunction.Item;
import dev.dynamorecovery.lab.eventsource.WorkerThreads.Next;
import dev.dynamorecovery.lab.queue.Queue;
import dev.dynamorecovery.lab.queue.QueueMessage;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.time.LabTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Delivers a queue, one batch at a time. A message stays hidden while the function has it, however long that really
 * takes; the queue's visibility timeout begins when the function has failed.
 */
final class QueueWorker implements MappingWorker {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_OF_A_RECEIVE = 10;

    private record Received(QueueMessage message, String json) {

        int bytes() {
            return json.getBytes(StandardCharsets.UTF_8).length + 1;
        }
    }

    private final Queues queues;
    private final MappingSettings settings;
    private final RecordFilter filter;
    private final BatchFunction function;
    private final LabTime time;
    private final WorkerThreads threads;
    private final List<Received> gathered = new ArrayList<>();
    private Instant gatheringSince = Instant.MAX;

    /** Does not start by itself. */
    QueueWorker(Queues queues, MappingSettings settings, BatchFunction function, LabTime time) {
        this.queues = queues;
        this.settings = settings;
        this.filter = RecordFilter.of(settings.filterPatterns());
        this.function = function;
        this.time = time;
        this.threads = new WorkerThreads(time);
    }

    static QueueWorker start(Queues queues, MappingSettings settings, BatchFunction function, LabTime time) {
        QueueWorker worker = new QueueWorker(queues, settings, function, time);
        worker.threads.start("queue-" + settings.eventSourceArn(), worker::step);
        return worker;
    }

    @Override
    public boolean drained() {
        return queue().map(queue -> queue.size() == 0).orElse(true);
    }

    @Override
    public void close() {
        threads.close();
        queue().ifPresent(queue -> giveBack(queue, List.copyOf(gathered), Duration.ZERO));
        gathered.clear();
    }

    /** Receives what there is, and delivers one batch when one is due. */
    Next step() throws InterruptedException {
        Optional<Queue> queue = queue();
        if (queue.isEmpty()) {
            gathered.clear();
            return Next.AFTER_A_WHILE;
        }
        gather(queue.get());
        if (gathered.isEmpty()
                || (!full()
                        && time.now()
                                .isBefore(gatheringSince.plus(
                                        time.scaled(settings.batching().window()))))) {
            return Next.AFTER_A_WHILE;
        }
        return deliver(queue.get(), take(queue.get()));
    }

    private void gather(Queue queue) {
        while (!full()) {
            int most = Math.min(MOST_OF_A_RECEIVE, settings.batching().most() - gathered.size());
            List<QueueMessage> messages = queue.receive(most, Queue.UNTIL_TOLD);
            if (messages.isEmpty()) {
                return;
            }
            for (QueueMessage message : messages) {
                ObjectNode event = event(message);
                if (filter.passes(forFilter(event))) {
                    gatheringSince = gathered.isEmpty() ? time.now() : gatheringSince;
                    gathered.add(new Received(message, event.toString()));
                } else {
                    queue.delete(message.receiptHandle());
                }
            }
        }
    }

    private boolean full() {
        return gathered.size() >= settings.batching().most()
                || gathered.stream().mapToInt(Received::bytes).sum() >= HostedBatchFunction.MOST_RECORD_BYTES;
    }

    /** What fits into one call; the rest goes back. */
    private List<Received> take(Queue queue) {
        List<Received> batch = new ArrayList<>();
        List<Received> rest = new ArrayList<>();
        int bytes = 0;
        for (Received received : gathered) {
            bytes += received.bytes();
            (batch.isEmpty() || bytes <= HostedBatchFunction.MOST_RECORD_BYTES ? batch : rest).add(received);
        }
        gathered.clear();
        giveBack(queue, rest, Duration.ZERO);
        return batch;
    }

    private Next deliver(Queue queue, List<Received> batch) throws InterruptedException {
        boolean settled = false;
        try {
            Outcome outcome = function.invoke(batch.stream()
                    .map(received -> new Item(received.message().messageId(), received.json()))
                    .toList());
            settled = true;
            return switch (outcome) {
                case Outcome.Processed processed -> {
                    batch.forEach(received -> queue.delete(received.message().receiptHandle()));
                    yield Next.AT_ONCE;
                }
                case Outcome.Failed failed -> {
                    Set<Integer> places = new HashSet<>(failed.items());
                    for (int place = 0; place < batch.size(); place++) {
                        if (places.contains(place)) {
                            giveBack(queue, List.of(batch.get(place)), queue.visibilityTimeout());
                        } else {
                            queue.delete(batch.get(place).message().receiptHandle());
                        }
                    }
                    yield Next.AT_ONCE;
                }
                case Outcome.NotInvoked refused -> {
                    giveBack(queue, batch, queue.visibilityTimeout());
                    yield Next.AFTER_A_WHILE;
                }
            };
        } finally {
            if (!settled) {
                giveBack(queue, batch, Duration.ZERO);
            }
        }
    }

    private static void giveBack(Queue queue, List<Received> batch, Duration visibility) {
        batch.forEach(received -> queue.giveBack(received.message().receiptHandle(), visibility));
    }

    private Optional<Queue> queue() {
        return queues.find(settings.eventSourceArn());
    }

    /** A message as Lambda passes it on. */
    private ObjectNode event(QueueMessage message) {
        ObjectNode event = JSON.createObjectNode()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body());
        event.set("attributes", message.systemAttributes());
        ObjectNode attributes = event.putObject("messageAttributes");
        message.attributes().properties().forEach(attribute -> {
            JsonNode value = attribute.getValue();
            ObjectNode described = attributes.putObject(attribute.getKey());
            described.put("dataType", value.path("DataType").asText());
            if (value.has("StringValue")) {
                described.set("stringValue", value.path("StringValue"));
            }
            if (value.has("BinaryValue")) {
                described.set("binaryValue", value.path("BinaryValue"));
            }
        });
        return event.put("md5OfBody", message.bodyMd5())
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", settings.eventSourceArn())
                .put("awsRegion", settings.eventSourceArn().split(":", 5)[3]);
    }

    /** Patterns see a body of JSON as JSON. */
    private static String forFilter(ObjectNode event) {
        try {
            JsonNode body = JSON.readTree(event.path("body").asText());
            if (body.isObject()) {
                ObjectNode opened = event.deepCopy();
                opened.set("body", body);
                return opened.toString();
            }
        } catch (JsonProcessingException plainText) {
            return event.toString();
        }
        return event.toString();
    }
}
