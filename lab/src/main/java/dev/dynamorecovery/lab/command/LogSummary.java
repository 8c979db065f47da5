package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import java.util.List;

/**
 * What a listing of the log came to.
 *
 * @param span the time that was looked at
 * @param heartbeatCount how many changes were left out because the suite made them itself
 * @param gaps what is not known of that time
 */
record LogSummary(String table, TimeSpan span, long changeCount, long heartbeatCount, List<Gap> gaps) {

    ExitCode exitCode() {
        return gaps.isEmpty() ? ExitCode.OK : ExitCode.UNPROVEN;
    }
}
