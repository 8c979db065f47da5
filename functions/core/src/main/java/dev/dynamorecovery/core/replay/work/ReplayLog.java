package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The change log as a replay reads it. */
public interface ReplayLog {

    /** What the log does not know of that span. */
    List<Gap> gaps(String table, TimeSpan span, Instant now);

    /** The span cut into slices of about {@code mostChanges} changes at most. */
    List<ReplaySlice> slices(String table, TimeSpan span, int mostChanges);

    /**
     * Hands over each change stamped within the span exactly once, those of one shard in their order, and says what it
     * could not read.
     */
    List<Gap> read(String table, TimeSpan span, Consumer<Change> changes);
}
