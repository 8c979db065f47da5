package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;

/**
 * What was found when the items of one partition were looked at one by one.
 *
 * @param items how many
 * @param unexplained how many of them were found in a state that is not right
 * @param gaps where changes of one of them do not join up
 */
public record Settlement(long items, long unexplained, List<Gap> gaps) {

    public Settlement {
        gaps = List.copyOf(gaps);
    }
}
