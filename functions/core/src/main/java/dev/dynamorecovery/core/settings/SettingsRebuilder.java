package dev.dynamorecovery.core.settings;

/** Brings the settings of a restored table to the expected ones. */
public interface SettingsRebuilder {

    /**
     * Takes as many steps as the table accepts now, and never waits: while the table is changing it takes none. Called
     * again and again, from any state, it ends with a progress that is settled.
     */
    RebuildProgress rebuild(String table, TableSettings expected);
}
