package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;

/**
 * What was counted in the whole stretch of the log.
 *
 * @param changes how many changes it holds, without those of the heartbeat
 * @param partitions in how many partitions the uncertain items are settled
 * @param gaps what could not be read
 */
public record LogSum(long changes, int partitions, List<Gap> gaps) {

    public LogSum {
        gaps = List.copyOf(gaps);
    }
}
