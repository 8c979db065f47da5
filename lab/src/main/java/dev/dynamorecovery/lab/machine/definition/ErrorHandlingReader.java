package dev.dynamorecovery.lab.machine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Retry and Catch with the rules that go with them. */
final class ErrorHandlingReader {

    /** The greatest interval and count that Step Functions takes. */
    private static final int GREATEST = 99_999_999;
    /** {@code MaxDelaySeconds} must be below a year of 366 days. */
    private static final int GREATEST_DELAY_SECONDS = 31_622_399;

    private ErrorHandlingReader() {}

    static State.ErrorHandling read(FieldReader state) {
        List<Retrier> retriers = new ArrayList<>();
        List<FieldReader> retryEntries = state.objects("Retry");
        for (int i = 0; i < retryEntries.size(); i++) {
            retriers.add(retrier(retryEntries.get(i), i == retryEntries.size() - 1));
        }
        List<Catcher> catchers = new ArrayList<>();
        List<FieldReader> catchEntries = state.objects("Catch");
        for (int i = 0; i < catchEntries.size(); i++) {
            Catcher catcher = catcher(catchEntries.get(i), i == catchEntries.size() - 1);
            if (catcher != null) {
                catchers.add(catcher);
            }
        }
        return new State.ErrorHandling(retriers, catchers);
    }

    private static Retrier retrier(FieldReader entry, boolean last) {
        List<String> errorEquals = errorEquals(entry, last);
        entry.comment();
        int interval = entry.whole("IntervalSeconds", 1, 1, GREATEST);
        int attempts = entry.whole("MaxAttempts", 3, 0, GREATEST);
        double rate = entry.number("BackoffRate", 2.0, 1.0);
        int maxDelay = entry.whole("MaxDelaySeconds", 0, 1, GREATEST_DELAY_SECONDS);
        if (maxDelay != 0 && maxDelay <= interval) {
            entry.fault("MaxDelaySeconds", "must be greater than IntervalSeconds (" + interval + "), not " + maxDelay);
        }
        String jitter = entry.text("JitterStrategy");
        if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
            entry.fault("JitterStrategy", "must be FULL or NONE, not " + jitter);
        }
        entry.refuseRest();
        return new Retrier(
                errorEquals,
                Duration.ofSeconds(interval),
                attempts,
                rate,
                maxDelay == 0 ? null : Duration.ofSeconds(maxDelay),
                "FULL".equals(jitter));
    }

    private static @Nullable Catcher catcher(FieldReader entry, boolean last) {
        List<String> errorEquals = errorEquals(entry, last);
        entry.comment();
        State.Effects effects = entry.effects();
        String next = entry.requiredText("Next");
        entry.refuseRest();
        return next == null ? null : new Catcher(errorEquals, effects, next);
    }

    private static List<String> errorEquals(FieldReader entry, boolean last) {
        List<String> names = new ArrayList<>();
        JsonNode value = entry.take("ErrorEquals");
        if (value == null || !value.isArray() || value.isEmpty()) {
            entry.fault("ErrorEquals", "is required: an array of error names");
            return names;
        }
        for (JsonNode name : value) {
            if (!name.isTextual()) {
                entry.fault("ErrorEquals", "must hold error names, not " + name);
            } else {
                names.add(name.textValue());
                if (!ErrorNames.isKnown(name.textValue())) {
                    entry.fault("ErrorEquals", name.textValue() + " is not an error name of Step Functions");
                }
            }
        }
        if (names.contains(ErrorNames.ALL) && (names.size() > 1 || !last)) {
            entry.fault("ErrorEquals", "States.ALL must stand alone, and in the last entry");
        }
        return names;
    }
}
