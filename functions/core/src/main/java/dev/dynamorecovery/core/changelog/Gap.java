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

    /**
     * Both as one: from the earlier beginning until the later end. The words are those of the one that covers both, of
     * this one where each or neither does.
     */
    public Gap joined(Gap other) {
        Instant earlier = from.isBefore(other.from) ? from : other.from;
        Instant later = until.isAfter(other.until) ? until : other.until;
        boolean covered = other.from.equals(earlier)
                && other.until.equals(later)
                && !(from.equals(earlier) && until.equals(later));
        Gap told = covered ? other : this;
        return new Gap(table, earlier, later, told.cause, told.detail);
    }

    /** In words: unknown from … to …, and why. */
    public String described() {
        return "unknown from %s to %s: %s".formatted(from, until.equals(Instant.MAX) ? "now" : until, detail);
    }
}
