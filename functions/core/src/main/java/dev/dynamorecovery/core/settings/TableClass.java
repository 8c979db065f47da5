package dev.dynamorecovery.core.settings;

/** The storage class of a table. */
public enum TableClass {
    STANDARD,
    STANDARD_INFREQUENT_ACCESS
}
