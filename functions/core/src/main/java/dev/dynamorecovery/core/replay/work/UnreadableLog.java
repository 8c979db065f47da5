package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;
import java.util.stream.Collectors;

/** A part of the log that the index names cannot be read. Nothing has been written to a table by then. */
public final class UnreadableLog extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Names what cannot be read. */
    public UnreadableLog(List<Gap> gaps) {
        super(gaps.stream().map(Gap::described).collect(Collectors.joining("; "))
                + ": choose a span that the log knows, or accept by acceptGaps that changes may be missing");
    }
}
