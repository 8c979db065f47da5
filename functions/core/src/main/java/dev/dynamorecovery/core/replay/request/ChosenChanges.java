package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.changelog.TimeSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes as a person chooses them: those that fit everything given.
 *
 * @param keys key attributes by name, their values as text: numbers in digits, bytes in Base64
 */
public record ChosenChanges(List<Map<String, String>> keys, Optional<TimeSpan> window, Optional<String> writer) {

    /** Chooses none. */
    public static final ChosenChanges NONE = new ChosenChanges(List.of(), Optional.empty(), Optional.empty());

    public ChosenChanges {
        keys = List.copyOf(keys);
    }
}
