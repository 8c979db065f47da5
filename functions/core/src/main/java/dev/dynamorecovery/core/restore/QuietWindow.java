package dev.dynamorecovery.core.restore;

import java.time.Instant;

/** A span of time in which a table's state is known to have been one and the same; both ends belong to it. */
public record QuietWindow(Instant from, Instant until) {

    public QuietWindow {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("quiet window ends before it begins: " + from + " to " + until);
        }
    }
}
