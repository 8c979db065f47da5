package dev.dynamorecovery.core.restore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;

/** The recovery point that an admitted restore uses. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RestoredPoint.PointInTime.class, name = "PointInTime"),
    @JsonSubTypes.Type(value = RestoredPoint.Backup.class, name = "Backup"),
    @JsonSubTypes.Type(value = RestoredPoint.RecoveryPoint.class, name = "RecoveryPoint")
})
public sealed interface RestoredPoint {

    /** The instant whose state is restored; where only an interval is known, its beginning. */
    Instant instant();

    /** Before this instant no item's state may lie. */
    Instant earliest();

    /** After this instant no item's state may lie. */
    Instant latest();

    /** A whole second of the window of point-in-time recovery: changes within that second may be in or out. */
    record PointInTime(Instant instant) implements RestoredPoint {

        private static final Duration TOLERANCE = Duration.ofSeconds(1);

        @Override
        public Instant earliest() {
            return instant.minus(TOLERANCE);
        }

        @Override
        public Instant latest() {
            return instant.plus(TOLERANCE);
        }
    }

    /** An on-demand backup, whose boundary is sharp to about a minute either side. */
    record Backup(String backupArn, Instant instant) implements RestoredPoint {

        private static final Duration TOLERANCE = Duration.ofMinutes(1);

        @Override
        public Instant earliest() {
            return instant.minus(TOLERANCE);
        }

        @Override
        public Instant latest() {
            return instant.plus(TOLERANCE);
        }
    }

    /**
     * A recovery point of AWS Backup, of which it is only known between which instants it was taken. The table restored
     * from it is AWS Backup's.
     *
     * @param until not before {@code from}
     */
    record RecoveryPoint(String recoveryPointArn, Instant from, Instant until) implements RestoredPoint {

        public RecoveryPoint {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException(
                        "until = %s: give an instant that is not before from, %s".formatted(until, from));
            }
        }

        @Override
        public Instant instant() {
            return from;
        }

        @Override
        public Instant earliest() {
            return from;
        }

        @Override
        public Instant latest() {
            return until;
        }
    }
}
