package dev.dynamorecovery.core.failover.control;

import java.time.Instant;

/**
 * A Region that serves a group, and since when.
 *
 * @param since by the clock of who made it so
 */
public record Reign(String region, Instant since) {

    private static final String SERVES = " serves";

    /** How a history says that a Region serves from now on; more may follow. */
    static String told(String region) {
        return region + SERVES;
    }

    /** What an entry says that was {@link #told}. */
    static Reign in(TimelineEntry entry) {
        int end = entry.detail().indexOf(SERVES);
        if (end < 0) {
            throw new IllegalArgumentException("entry " + entry.revision() + " of group " + entry.group() + " says \""
                    + entry.detail() + "\" and not who serves: the history was not written by this suite");
        }
        return new Reign(entry.detail().substring(0, end), entry.at());
    }
}
