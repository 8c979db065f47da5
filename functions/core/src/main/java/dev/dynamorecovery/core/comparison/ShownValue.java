package dev.dynamorecovery.core.comparison;

import org.jspecify.annotations.Nullable;

/**
 * A value as a report shows it.
 *
 * @param type DynamoDB's letters for its type, such as {@code S} or {@code NS}; {@code ?} where only a hash is known
 * @param text the value in DynamoDB's JSON notation, or null where values are redacted or unknown
 */
public record ShownValue(String type, @Nullable String text) {

    /** A value of which only a hash is known. */
    public static final ShownValue UNKNOWN = new ShownValue("?", null);

    /** The type, and the value unless it is redacted. */
    @Override
    public String toString() {
        return text == null ? type + " (redacted)" : type + " " + text;
    }
}
