package dev.dynamorecovery.core.changelog;

import java.time.Instant;

/**
 * A stretch of time of which the log does not know every change.
 *
 * @param from the first instant in doubt
 * @param until the first instant that is known again; {@link Instant#MAX} while that is open
 * @param detail what is missing, in words, without any of an item's data
 */
public record Gap(String table, Instant from, Instant until, GapCause cause, String detail) {

    /** In words: unknown from … to …, and why. */
    public String described() {
        return "unknown from %s to %s: %s".formatted(from, until.equals(Instant.MAX) ? "now" : until, detail);
    }
}
