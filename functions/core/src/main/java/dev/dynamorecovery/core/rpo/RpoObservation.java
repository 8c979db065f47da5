package dev.dynamorecovery.core.rpo;

import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one table and its log.
 *
 * @param committed the newest heartbeat that the table held before this measurement; empty when there was none yet, or
 *     the plan has no heartbeat
 * @param logged the newest heartbeat that the log holds, if it holds one
 * @param checkpoints how far the log has come in each shard
 * @param gaps what of the time until now is not known, changes that are committed and not logged among it
 */
public record RpoObservation(
        Optional<Heartbeat> committed, Optional<LoggedHeartbeat> logged, List<Checkpoint> checkpoints, List<Gap> gaps) {

    public RpoObservation {
        checkpoints = List.copyOf(checkpoints);
        gaps = List.copyOf(gaps);
    }
}
