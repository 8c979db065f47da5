package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.settings.SettingsDifference;
import java.util.List;

/**
 * What the restore did to the table's settings.
 *
 * @param lost what differed when the restored table became active
 * @param remaining what still differs after the rebuild
 */
public record SettingsSection(List<SettingsDifference> lost, List<SettingsDifference> remaining) {

    public SettingsSection {
        lost = List.copyOf(lost);
        remaining = List.copyOf(remaining);
    }

    /** What differed and does no more. */
    public List<SettingsDifference> rebuilt() {
        return lost.stream()
                .filter(difference ->
                        remaining.stream().noneMatch(left -> left.setting().equals(difference.setting())))
                .toList();
    }
}
