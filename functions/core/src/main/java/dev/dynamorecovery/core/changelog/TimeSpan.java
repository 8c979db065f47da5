package dev.dynamorecovery.core.changelog;

import java.time.Instant;

/** A stretch of time: from an instant, which belongs to it, until another, which does not. */
public record TimeSpan(Instant from, Instant until) {

    public TimeSpan {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("A span of time ends before it begins: %s to %s".formatted(from, until));
        }
    }

    /** Whether the instant lies within. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }

    /** Whether some instant lies in both. */
    public boolean overlaps(TimeSpan other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }
}
