package dev.dynamorecovery.lab.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.template.EventRuleDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The default event bus of one Region: hands each event to the targets of the rules that match it. */
public final class EventBus implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(EventBus.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REMEMBERED_EVENTS = 10_000;

    private final String region;
    private final List<EventRule> rules;
    private final EventTargets targets;
    private final FunctionHost.Gate gate;
    private final LabTime time;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<JsonNode> seen = new ArrayDeque<>();

    /**
     * @param gate holds deliveries back while the Region is dead
     * @throws dev.dynamorecovery.lab.template.TemplateException when EventBridge would refuse a rule
     */
    public EventBus(
            String region,
            List<EventRuleDefinition> rules,
            EventTargets targets,
            FunctionHost.Gate gate,
            LabTime time) {
        this.region = region;
        this.rules = rules.stream().map(EventRule::new).toList();
        this.targets = targets;
        this.gate = gate;
        this.time = time;
    }

    /**
     * Takes an event; returns at once.
     *
     * @return the event's id
     */
    public String publish(String source, String detailType, List<String> resources, JsonNode detail) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", StackIdentity.LAB_ACCOUNT_ID)
                .put("time", time.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", region);
        resources.forEach(event.putArray("resources")::add);
        event.set("detail", detail);
        remember(event);
        for (EventRule rule : rules) {
            if (rule.matches(event)) {
                rule.definition().targets().forEach(target -> dispatch(rule, target, event));
            }
        }
        return event.path("id").asText();
    }

    private void dispatch(EventRule rule, EventRuleDefinition.Target target, JsonNode event) {
        try {
            threads.execute(() -> deliver(rule, target, event));
        } catch (RejectedExecutionException closed) {
            LOGGER.log(Level.DEBUG, "event of rule " + rule.definition().name() + " came after the end", closed);
        }
    }

    /** The newest events, oldest first, those included that no rule matched. */
    public List<JsonNode> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** Takes no more events and waits until those it has are delivered. */
    public void await(Duration patience) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("events were still being delivered after " + patience);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void remember(JsonNode event) {
        synchronized (seen) {
            seen.addLast(event);
            if (seen.size() > REMEMBERED_EVENTS) {
                seen.removeFirst();
            }
        }
    }

    private void deliver(EventRule rule, EventRuleDefinition.Target target, JsonNode event) {
        try {
            gate.await();
            targets.deliver(target.arn(), rule.payload(target, event));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOGGER.log(Level.ERROR, "event of rule " + rule.definition().name() + " not delivered", failure);
        }
    }
}
