package dev.dynamorecovery.core.settings;

import java.util.List;

/**
 * The settings of a table as read.
 *
 * @param settings what they are, or will be once they have settled
 * @param settling what is still changing, such as {@code timeToLive is ENABLING}; the table takes no change meanwhile
 * @param notCompared what was found and has no place in the settings, in words: a verdict has to name it as unchecked
 */
public record ObservedSettings(TableSettings settings, List<String> settling, List<String> notCompared) {

    public ObservedSettings {
        settling = List.copyOf(settling);
        notCompared = List.copyOf(notCompared);
    }
}
