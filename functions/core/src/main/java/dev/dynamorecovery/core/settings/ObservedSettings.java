package dev.dynamorecovery.core.settings;

import java.util.List;

/**
 * The settings of a table as read.
 *
 * @param settings what they are, or will be once they have settled
 * @param settling what is still changing, such as {@code table is UPDATING}; the table takes no change meanwhile
 */
public record ObservedSettings(TableSettings settings, List<String> settling) {

    public ObservedSettings {
        settling = List.copyOf(settling);
    }
}
