package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.eventsource.BatchFunction.Item;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.function.FunctionEnvironment;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.queue.Queue;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.template.EventSourceMappingDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Every event source mapping of the lab: those of the template, and those that clients make. */
public final class EventSourceMappings implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(EventSourceMappings.class.getName());

    /** How long a mapping takes to be made or changed, nominally; AWS states no time. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private static final long LOOK_MILLIS = 5;
    private static final String LAMBDA = "LABLAMBDASERVICE";

    private final FunctionHost host;
    private final LabService dynamoDb;
    private final Queues queues;
    private final CallRecord calls;
    private final LabTime time;
    private final Map<String, EventSourceMapping> mappings = new LinkedHashMap<>();
    private final Map<String, String> idsByLogicalId = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** @param calls told of what is called with the functions' permissions */
    public EventSourceMappings(FunctionHost host, LabService dynamoDb, Queues queues, CallRecord calls, LabTime time) {
        this.host = host;
        this.dynamoDb = dynamoDb;
        this.queues = queues;
        this.calls = calls;
        this.time = time;
    }

    /** Makes a mapping of the template; it delivers from now on. */
    public void create(EventSourceMappingDefinition definition) throws IOException, InterruptedException {
        idsByLogicalId.put(definition.logicalId(), definition.id());
        add(definition.id(), definition.create(), Duration.ZERO);
    }

    /**
     * Holds back every invocation of a mapping until {@link #resume}; returns when none is under way.
     *
     * @param idOrLogicalId UUID, or the logical id of a mapping of the template
     */
    public void pause(String idOrLogicalId) throws InterruptedException {
        gate(idOrLogicalId).pause();
    }

    public void resume(String idOrLogicalId) {
        gate(idOrLogicalId).resume();
    }

    /**
     * Waits until every enabled mapping has delivered all that its source holds, what they sent each other included.
     *
     * @throws IllegalStateException when it is not so in time; the message names the mappings that are behind
     */
    public void awaitDrained(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> behind = behind();
        while (!behind.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "event source mappings were still behind after " + patience + ": " + String.join(", ", behind));
            }
            Thread.sleep(LOOK_MILLIS);
            behind = behind();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            mappings.values().forEach(EventSourceMapping::stop);
            mappings.clear();
        } finally {
            lock.unlock();
        }
    }

    ObjectNode create(ObjectNode request) throws IOException, InterruptedException {
        return describe(add(UUID.randomUUID().toString(), request, SETTLING));
    }

    ObjectNode get(String id) {
        lock.lock();
        try {
            return describe(mapping(id));
        } finally {
            lock.unlock();
        }
    }

    /** Those of a source or a function, or of any. */
    List<ObjectNode> list(Optional<String> sourceArn, Optional<String> functionName) {
        functionName.filter(name -> !host.knows(name)).ifPresent(name -> {
            throw MappingFault.notFound("Function not found: " + name);
        });
        lock.lock();
        try {
            return mappings.values().stream()
                    .filter(mapping -> sourceArn
                            .filter(arn -> !arn.equals(mapping.settings().eventSourceArn()))
                            .isEmpty())
                    .filter(mapping -> functionName
                            .filter(name ->
                                    !arn(name).equals(arn(mapping.settings().functionName())))
                            .isEmpty())
                    .map(this::describe)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    ObjectNode update(String id, ObjectNode request) throws IOException, InterruptedException {
        lock.lock();
        try {
            EventSourceMapping mapping = mapping(id);
            ObjectNode changed = MappingRequest.updated(mapping.create(), request);
            MappingSettings settings = MappingRequest.settings(changed);
            requireFunction(settings);
            String state = settings.enabled() == mapping.settings().enabled()
                    ? "Updating"
                    : settings.enabled() ? "Enabling" : "Disabling";
            mapping.stop();
            mapping.change(changed, state, SETTLING);
            startIfEnabled(mapping);
            return describe(mapping);
        } finally {
            lock.unlock();
        }
    }

    ObjectNode delete(String id) {
        lock.lock();
        try {
            EventSourceMapping mapping = mapping(id);
            mapping.stop();
            mappings.remove(id);
            return describe(mapping).put("State", "Deleting");
        } finally {
            lock.unlock();
        }
    }

    private EventSourceMapping add(String id, ObjectNode request, Duration settling)
            throws IOException, InterruptedException {
        lock.lock();
        try {
            MappingSettings settings = MappingRequest.settings(request);
            requireFunction(settings);
            for (EventSourceMapping other : mappings.values()) {
                if (other.settings().eventSourceArn().equals(settings.eventSourceArn())
                        && arn(other.settings().functionName()).equals(arn(settings.functionName()))) {
                    throw MappingFault.conflict("An event source mapping with event source arn (\" "
                            + settings.eventSourceArn() + " \") and function (\" " + settings.functionName()
                            + " \") already exists. Please update or delete the existing mapping with UUID "
                            + other.id());
                }
            }
            String region = settings.eventSourceArn().split(":", 5)[3];
            EventSourceMapping mapping = new EventSourceMapping(id, region, request, time, settling);
            startIfEnabled(mapping);
            mappings.put(id, mapping);
            return mapping;
        } finally {
            lock.unlock();
        }
    }

    private void startIfEnabled(EventSourceMapping mapping) throws IOException, InterruptedException {
        if (mapping.settings().enabled()) {
            mapping.worker(mapping.settings().ofQueue() ? queueWorker(mapping) : streamWorker(mapping));
        }
    }

    private MappingWorker streamWorker(EventSourceMapping mapping) throws IOException, InterruptedException {
        MappingSettings settings = mapping.settings();
        String accessKeyId = accessKeyId(settings);
        StreamsClient client = new StreamsClient(
                dynamoDb,
                mapping.region(),
                accessKeyId,
                (action, resource) -> calls.record(accessKeyId, action, resource));
        StreamsClient observer = new StreamsClient(dynamoDb, mapping.region(), LAMBDA, (action, resource) -> {});
        return StreamWorker.start(
                settings,
                client,
                observer,
                shard -> function(mapping, TumblingWindow.of(settings, shard, time)),
                batch -> giveUp(batch, settings, accessKeyId),
                time,
                mapping.positions());
    }

    private MappingWorker queueWorker(EventSourceMapping mapping) {
        MappingSettings settings = mapping.settings();
        String accessKeyId = accessKeyId(settings);
        if (queues.find(settings.eventSourceArn()).isEmpty()) {
            throw MappingFault.invalid("Error occurred while ReceiveMessage. SQS Error Message: The specified queue "
                    + settings.eventSourceArn() + " does not exist.");
        }
        // Lambda asks for all three when a mapping is made.
        for (String action : List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")) {
            calls.record(accessKeyId, action, settings.eventSourceArn());
        }
        return QueueWorker.start(queues, settings, function(mapping, Optional.empty()), time);
    }

    /** The mapping's function, held back while the mapping is paused. */
    private BatchFunction function(EventSourceMapping mapping, Optional<TumblingWindow> window) {
        MappingSettings settings = mapping.settings();
        BatchFunction hosted =
                new HostedBatchFunction(host, settings.functionName(), settings.reportsItemFailures(), window);
        return (List<Item> items) -> {
            mapping.gate().enter();
            try {
                Outcome outcome = hosted.invoke(items);
                mapping.lastResult(
                        switch (outcome) {
                            case Outcome.Processed processed -> "OK";
                            case Outcome.Failed failed -> "PROBLEM: Function call failed";
                            case Outcome.NotInvoked refused -> "PROBLEM: " + refused.reason();
                        });
                return outcome;
            } finally {
                mapping.gate().leave();
            }
        };
    }

    private void giveUp(FailedBatch batch, MappingSettings settings, String accessKeyId) {
        Optional<String> destination = settings.retrying().onFailure();
        if (destination.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "{0} records of {1} were given up",
                    batch.records().size(),
                    batch.shard().streamArn());
            return;
        }
        calls.record(accessKeyId, "sqs:SendMessage", destination.get());
        Optional<Queue> queue = queues.find(destination.get());
        queue.ifPresentOrElse(
                found -> found.send(batch.message(arn(settings.functionName()), time.now()), accessKeyId),
                () -> LOGGER.log(Level.ERROR, "on-failure destination {0} does not exist", destination.get()));
    }

    private List<String> behind() throws IOException, InterruptedException {
        lock.lock();
        try {
            // Streams first: what they give up goes to queues, which other mappings deliver.
            List<EventSourceMapping> ordered = mappings.values().stream()
                    .sorted(Comparator.comparing(mapping -> mapping.settings().ofQueue()))
                    .toList();
            List<String> behind = new ArrayList<>();
            for (EventSourceMapping mapping : ordered) {
                Optional<MappingWorker> worker = mapping.worker();
                if (worker.isPresent() && !worker.get().drained()) {
                    behind.add(mapping.settings().eventSourceArn());
                }
            }
            return behind;
        } finally {
            lock.unlock();
        }
    }

    private DeliveryGate gate(String idOrLogicalId) {
        lock.lock();
        try {
            return mapping(idsByLogicalId.getOrDefault(idOrLogicalId, idOrLogicalId))
                    .gate();
        } finally {
            lock.unlock();
        }
    }

    private EventSourceMapping mapping(String id) {
        EventSourceMapping mapping = mappings.get(id);
        if (mapping == null) {
            throw MappingFault.notFound("The resource you requested does not exist.");
        }
        return mapping;
    }

    private void requireFunction(MappingSettings settings) {
        if (!host.knows(settings.functionName())) {
            throw MappingFault.notFound("Function does not exist: " + settings.functionName());
        }
    }

    private ObjectNode describe(EventSourceMapping mapping) {
        return mapping.describe(arn(mapping.settings().functionName()));
    }

    private String accessKeyId(MappingSettings settings) {
        return FunctionEnvironment.accessKeyId(host.definition(settings.functionName()));
    }

    private String arn(String functionName) {
        return host.arn(functionName);
    }
}
