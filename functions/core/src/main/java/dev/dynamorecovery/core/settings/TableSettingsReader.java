package dev.dynamorecovery.core.settings;

import java.util.Optional;

/** Reads the settings of tables. */
public interface TableSettingsReader {

    /** All settings of the table; empty when no table has that name. What cannot be read is an exception. */
    Optional<ObservedSettings> read(String table);
}
