package dev.dynamorecovery.core.settings;

/** What a table's stream tells of each change. */
public enum StreamView {
    KEYS_ONLY,
    NEW_IMAGE,
    OLD_IMAGE,
    NEW_AND_OLD_IMAGES
}
