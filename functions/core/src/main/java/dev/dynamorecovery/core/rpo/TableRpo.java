package dev.dynamorecovery.core.rpo;

import dev.dynamorecovery.core.changelog.Gap;
import java.util.List;

/**
 * The recovery point of one table.
 *
 * @param newGaps the gaps of its log that were found and recorded by this measurement
 */
public record TableRpo(String table, RpoResult result, List<Gap> newGaps) {

    public TableRpo {
        newGaps = List.copyOf(newGaps);
    }
}
