package dev.dynamorecovery.lab.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the application changed and when, by its own clock: each change was made between being sent and being
 * acknowledged. From it the model knows what the tables held at an instant at which the application was at work.
 *
 * <p>An item's changes are recorded in their order, since no two threads change one item.
 */
public final class SampleHistory {

    private final Map<SampleTable, Map<String, List<Change>>> changes = new EnumMap<>(SampleTable.class);

    public SampleHistory() {
        for (SampleTable table : SampleTable.values()) {
            changes.put(table, new ConcurrentHashMap<>());
        }
    }

    private record Change(
            @Nullable Map<String, AttributeValue> before,
            @Nullable Map<String, AttributeValue> after,
            Instant sentAt,
            Instant acknowledgedAt) {}

    /** Records a change that was acknowledged; the model is told only after that. */
    void record(SampleWrite write, Instant sentAt, Instant acknowledgedAt) {
        Map<String, AttributeValue> before = write.itemBefore();
        Map<String, AttributeValue> after = write.itemAfter();
        changesOf(write.table())
                .merge(
                        write.keyText(),
                        List.of(new Change(before, after, sentAt, acknowledgedAt)),
                        SampleHistory::joined);
    }

    /** The keys of the items that were changed by changes sent at that instant or later. */
    public Set<String> changedSince(SampleTable table, Instant from) {
        Set<String> keys = new TreeSet<>();
        changesOf(table).forEach((key, list) -> {
            if (!list.getLast().sentAt().isBefore(from)) {
                keys.add(key);
            }
        });
        return keys;
    }

    /**
     * What the items of a table may have been at some time between two instants, both included.
     *
     * @param model what the items are now; the application may be at work on it
     * @param until earlier than any change that is under way
     */
    public PossibleStates between(SampleTable table, SampleModel model, Instant from, Instant until) {
        // The model first: what it has not been told yet is in the history already, or is later than asked about.
        Map<String, List<Optional<Map<String, AttributeValue>>>> states = new HashMap<>(
                PossibleStates.exactly(Map.copyOf(model.itemsOf(table))).byKey());
        changesOf(table).forEach((key, list) -> states.put(key, statesOf(list, from, until)));
        return new PossibleStates(states);
    }

    private static List<Optional<Map<String, AttributeValue>>> statesOf(
            List<Change> changes, Instant from, Instant until) {
        List<Optional<Map<String, AttributeValue>>> states = new ArrayList<>();
        if (!changes.getFirst().acknowledgedAt().isBefore(from)) {
            states.add(Optional.ofNullable(changes.getFirst().before()));
        }
        for (int i = 0; i < changes.size(); i++) {
            boolean begun = !changes.get(i).sentAt().isAfter(until);
            boolean over = i + 1 < changes.size()
                    && changes.get(i + 1).acknowledgedAt().isBefore(from);
            if (begun && !over) {
                states.add(Optional.ofNullable(changes.get(i).after()));
            }
        }
        return List.copyOf(states);
    }

    private static List<Change> joined(List<Change> earlier, List<Change> later) {
        List<Change> all = new ArrayList<>(earlier);
        all.addAll(later);
        return List.copyOf(all);
    }

    private Map<String, List<Change>> changesOf(SampleTable table) {
        return changes.getOrDefault(table, Map.of());
    }
}
