package dev.dynamorecovery.core.audit.posture;

import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;

/**
 * How far a table's change log has come, and what it is known not to know.
 *
 * @param checkpoints of all shards of all streams
 * @param gaps the recorded ones
 */
public record ChangeLogFacts(List<Checkpoint> checkpoints, List<Gap> gaps) {

    public ChangeLogFacts {
        checkpoints = List.copyOf(checkpoints);
        gaps = List.copyOf(gaps);
    }
}
