package dev.dynamorecovery.lab.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What each item of a table may rightly be, by the text of its key; an empty state is the item's absence.
 *
 * <p>An item may be one thing only, unless it was being changed at the time that is asked about.
 */
public record PossibleStates(Map<String, List<Optional<Map<String, AttributeValue>>>> byKey) {

    /** What the items of a table are now, while nobody changes any. */
    public static PossibleStates now(SampleTable table, SampleModel model) {
        return exactly(Map.copyOf(model.itemsOf(table)));
    }

    /** One state for each item that is there, and no other items. */
    static PossibleStates exactly(Map<String, Map<String, AttributeValue>> items) {
        Map<String, List<Optional<Map<String, AttributeValue>>>> states = new HashMap<>();
        items.forEach((key, item) -> states.put(key, List.of(Optional.of(item))));
        return new PossibleStates(states);
    }

    List<Optional<Map<String, AttributeValue>>> of(String key) {
        return byKey.getOrDefault(key, List.of(Optional.empty()));
    }
}
