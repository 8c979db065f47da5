package dev.dynamorecovery.core.replay.request;

import java.time.Instant;
import java.util.Optional;

/** What the replay machine is asked to do. */
public sealed interface ReplayRequest {

    /** The live table whose changes are replayed. */
    String table();

    /**
     * Bring a restored copy up to now.
     *
     * @param copy the copy's name
     * @param from the instant whose state the copy holds; where it is not given, DynamoDB knows it
     * @param without the changes that are left out; none when it chooses nothing
     * @param dryRun whether nothing is written
     * @param acceptGaps whether changes that the log does not know may be missing afterwards
     * @param verify whether the copy is compared with the live table at the end
     */
    record RollForward(
            String table,
            String copy,
            Optional<Instant> from,
            ChosenChanges without,
            boolean dryRun,
            boolean acceptGaps,
            boolean revealValues,
            boolean verify,
            Optional<String> requestId)
            implements ReplayRequest {}

    /** List what taking changes of a window out of the live table would change. Nothing is written. */
    record ProposeUndo(
            String table, ChosenChanges changes, boolean acceptGaps, boolean revealValues, Optional<String> requestId)
            implements ReplayRequest {}

    /**
     * Do what an earlier proposal listed: that, and nothing else.
     *
     * @param proposal the name of the execution that listed it
     */
    record ApplyUndo(String table, String proposal, Optional<String> requestId) implements ReplayRequest {}
}
