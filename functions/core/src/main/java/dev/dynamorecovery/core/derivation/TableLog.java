package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import java.util.List;
import java.util.function.Consumer;

/** The change log of one table, as a derivation reads it. */
public interface TableLog {

    /** Of which parts of the span the log does not know every change, as far as that shows without reading it. */
    List<Gap> gaps(TimeSpan span);

    /** The span in parts that follow each other, at least one, of about {@code mostChanges} changes each. */
    List<TimeSpan> slices(TimeSpan span, int mostChanges);

    /**
     * Hands over every change stamped within the span, each once, in no particular order.
     *
     * @return what could not be read
     */
    List<Gap> read(TimeSpan span, Consumer<Change> changes);
}
