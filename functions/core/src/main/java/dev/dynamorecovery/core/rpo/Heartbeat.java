package dev.dynamorecovery.core.rpo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What the heartbeat item of a table says.
 *
 * @param beat how often it was written
 * @param writtenAt when it was written, by the clock of whoever wrote it, to the microsecond
 */
public record Heartbeat(long beat, Instant writtenAt) {

    /** The attribute that holds {@link #beat}, a number. */
    public static final String BEAT = "beat";

    /** The attribute that holds {@link #writtenAt}, a string in ISO 8601. */
    public static final String WRITTEN_AT = "writtenAt";

    private static final DateTimeFormatter FULL_LENGTH =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The instant as {@link #WRITTEN_AT} holds it: to the microsecond, always of the same length, so that it sorts. */
    public static String inFullLength(Instant instant) {
        return FULL_LENGTH.format(instant);
    }
}
