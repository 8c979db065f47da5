package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.definition.ErrorNames;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one execution, in the order in which they happened. */
public final class History {

    /** Step Functions' quota: an execution that has this many events fails. */
    static final int MOST_EVENTS = 25_000;

    private final List<HistoryEvent> events = new ArrayList<>();

    synchronized long add(
            long previousId,
            Instant timestamp,
            String type,
            @Nullable String detailsField,
            @Nullable ObjectNode details) {
        long id = events.size() + 1L;
        events.add(new HistoryEvent(id, previousId, timestamp, type, detailsField, details));
        return id;
    }

    /** Stops an execution that would never stop by itself. */
    synchronized void requireRoom() throws StateFailure {
        if (events.size() >= MOST_EVENTS) {
            throw new StateFailure(
                    ErrorNames.RUNTIME,
                    "The execution reached the maximum number of history events (" + MOST_EVENTS + ").");
        }
    }

    /** A copy of the events so far. */
    public synchronized List<HistoryEvent> events() {
        return List.copyOf(events);
    }
}
