package dev.dynamorecovery.gate;

/** Reads a group's control record. */
@FunctionalInterface
public interface ControlReader {

    /**
     * What the record says, as of a moment after {@code startedAt}: the read has to be strongly consistent.
     *
     * @param startedAt before anything is sent
     */
    ControlReading read(Moment startedAt);
}
