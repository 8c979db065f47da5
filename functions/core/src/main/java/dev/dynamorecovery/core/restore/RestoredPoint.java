package dev.dynamorecovery.core.restore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;

/** The recovery point that an admitted restore uses. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RestoredPoint.PointInTime.class, name = "PointInTime"),
    @JsonSubTypes.Type(value = RestoredPoint.Backup.class, name = "Backup")
})
public sealed interface RestoredPoint {

    /** The instant whose state is restored. */
    Instant instant();

    /** How far from that instant the state of an item may be, on either side. */
    Duration tolerance();

    /** A whole second of the window of point-in-time recovery: changes within that second may be in or out. */
    record PointInTime(Instant instant) implements RestoredPoint {

        @Override
        public Duration tolerance() {
            return Duration.ofSeconds(1);
        }
    }

    /** An on-demand backup, whose boundary is sharp to about a minute either side. */
    record Backup(String backupArn, Instant instant) implements RestoredPoint {

        @Override
        public Duration tolerance() {
            return Duration.ofMinutes(1);
        }
    }
}
