package dev.dynamorecovery.core.settings;

/**
 * A setting that is not as expected.
 *
 * @param setting its name, such as {@code globalIndexes.by-status.projection}
 * @param rebuildable whether an existing table can be given the expected value
 */
public record SettingsDifference(String setting, String expected, String observed, boolean rebuildable) {}
