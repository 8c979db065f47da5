package dev.dynamorecovery.core.settings;

import java.util.List;

/**
 * How far the rebuild of a table's settings has come.
 *
 * @param taken the steps taken by this call, in their order
 * @param remaining what still differs
 * @param settling what is still changing
 */
public record RebuildProgress(List<RebuildStep> taken, List<SettingsDifference> remaining, List<String> settling) {

    public RebuildProgress {
        taken = List.copyOf(taken);
        remaining = List.copyOf(remaining);
        settling = List.copyOf(settling);
    }

    /** Whether nothing is left to do or to wait for; differences that no rebuild can mend may remain. */
    public boolean isSettled() {
        return settling.isEmpty() && remaining.stream().noneMatch(SettingsDifference::rebuildable);
    }
}
