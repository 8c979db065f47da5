package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One mapping: what was asked for, its state as Lambda tells it, and what delivers while it is enabled. */
final class EventSourceMapping {

    private final String id;
    private final String region;
    private final LabTime time;
    private final DeliveryGate gate = new DeliveryGate();
    private ObjectNode create;
    private MappingSettings settings;
    private Instant lastModified;
    private String passingState;
    private Instant settledAt;
    private volatile String lastResult = "No records processed";
    private Map<String, Optional<String>> positions = Map.of();
    private @Nullable MappingWorker worker;

    /**
     * A mapping that delivers nothing yet.
     *
     * @param settling how long it shows the passing state, nominally
     */
    EventSourceMapping(String id, String region, ObjectNode create, LabTime time, Duration settling) {
        this.id = id;
        this.region = region;
        this.time = time;
        this.create = create;
        this.settings = MappingRequest.settings(create);
        this.lastModified = time.now();
        this.passingState = "Creating";
        this.settledAt = lastModified.plus(time.scaled(settling));
    }

    String id() {
        return id;
    }

    String region() {
        return region;
    }

    DeliveryGate gate() {
        return gate;
    }

    ObjectNode create() {
        return create;
    }

    MappingSettings settings() {
        return settings;
    }

    /** Sets what it is to do from now on; a worker has to be started for it. */
    void change(ObjectNode changed, String state, Duration settling) {
        settings = MappingRequest.settings(changed);
        create = changed;
        lastModified = time.now();
        passingState = state;
        settledAt = lastModified.plus(time.scaled(settling));
    }

    /** Where the last worker of a stream stood, by shard. */
    Map<String, Optional<String>> positions() {
        return positions;
    }

    void worker(MappingWorker started) {
        worker = started;
    }

    Optional<MappingWorker> worker() {
        return Optional.ofNullable(worker);
    }

    /** Stops delivering; where a stream's worker stood is kept for the next. */
    void stop() {
        MappingWorker running = worker;
        if (running != null) {
            running.close();
            if (running instanceof StreamWorker stream) {
                positions = stream.positions();
            }
        }
        worker = null;
    }

    void lastResult(String result) {
        lastResult = result;
    }

    /** EventSourceMappingConfiguration. */
    ObjectNode describe(String functionArn) {
        ObjectNode described = JsonNodeFactory.instance
                .objectNode()
                .put("UUID", id)
                .put(
                        "EventSourceMappingArn",
                        "arn:aws:lambda:" + region + ":" + StackIdentity.LAB_ACCOUNT_ID + ":event-source-mapping:" + id)
                .put("FunctionArn", functionArn)
                .put("State", state())
                .put("StateTransitionReason", "USER_INITIATED")
                .put("LastProcessingResult", lastResult);
        described.put("LastModified", BigDecimal.valueOf(lastModified.toEpochMilli(), 3));
        return settings.describe(described);
    }

    private String state() {
        if (time.now().isBefore(settledAt)) {
            return passingState;
        }
        return settings.enabled() ? "Enabled" : "Disabled";
    }
}
