package dev.dynamorecovery.core.audit.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Ages for people: the two largest units. */
final class AgeText {

    private AgeText() {}

    /** How old something of that instant is, such as {@code 3 d 4 h old}. */
    static String of(Instant instant, Instant now) {
        return "of %s, %s old".formatted(instant.truncatedTo(ChronoUnit.SECONDS), of(Duration.between(instant, now)));
    }

    /** Such as {@code 5 min 1 s}; nothing for less than a second but {@code 0 s}. */
    static String of(Duration duration) {
        if (duration.isNegative()) {
            return "0 s";
        }
        long[] values = {duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()};
        String[] units = {"d", "h", "min", "s"};
        for (int unit = 0; unit < values.length - 1; unit++) {
            if (values[unit] > 0) {
                String most = values[unit] + " " + units[unit];
                return values[unit + 1] == 0 ? most : most + " " + values[unit + 1] + " " + units[unit + 1];
            }
        }
        return values[3] + " s";
    }
}
