package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;

/**
 * What was counted in one slice of the log.
 *
 * @param changes how many changes it holds, without those of the heartbeat
 * @param uncertainChanges how many of them are so near to the restore point that they may have been restored or not
 * @param gaps what could not be read
 */
public record SliceSummary(long changes, long uncertainChanges, List<Gap> gaps) {

    public SliceSummary {
        gaps = List.copyOf(gaps);
    }
}
