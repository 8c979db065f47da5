package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.changelog.Gap;
import java.time.Instant;
import java.util.List;

/**
 * What an expected state was derived from.
 *
 * @param baseline the baseline that the derivation starts from
 * @param baselineInstant the instant of that baseline
 * @param from the first instant of which the change log was read
 * @param until the first instant of which it was not
 * @param changes how many changes it holds from then till then
 * @param itemsCheckedOneByOne how many items were changed so near to the restore point that each was checked by itself
 * @param gaps of which parts of the stretch the log does not know every change
 */
public record LogStretch(
        String baseline,
        Instant baselineInstant,
        Instant from,
        Instant until,
        long changes,
        long itemsCheckedOneByOne,
        List<Gap> gaps) {

    public LogStretch {
        gaps = List.copyOf(gaps);
    }
}
