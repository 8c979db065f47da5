package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.settings.SettingsDifference;
import java.util.List;

/**
 * What the restore did to the table's settings.
 *
 * @param lost what differed when the restored table became active
 * @param remaining what still differs after the rebuild
 * @param settling what had not come to rest when the rebuild ended: it was not proven
 */
public record SettingsSection(
        List<SettingsDifference> lost, List<SettingsDifference> remaining, List<String> settling) {

    public SettingsSection {
        lost = List.copyOf(lost);
        remaining = List.copyOf(remaining);
        settling = List.copyOf(settling);
    }

    /** What could not be proven of the settings, in words. */
    public List<String> unproven() {
        return settling.stream()
                .map(what -> "the settings had not come to rest: " + what)
                .toList();
    }

    /** What differed and does no more. */
    public List<SettingsDifference> rebuilt() {
        return lost.stream()
                .filter(difference ->
                        remaining.stream().noneMatch(left -> left.setting().equals(difference.setting())))
                .toList();
    }
}
