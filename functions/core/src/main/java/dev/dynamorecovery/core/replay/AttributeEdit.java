package dev.dynamorecovery.core.replay;

import dev.dynamorecovery.core.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/**
 * One value of an item that becomes another.
 *
 * @param from the value before, or null when there was none
 * @param to the value after, or null when there is none any more
 */
public record AttributeEdit(
        AttributePath path,
        @Nullable AttributeValue from,
        @Nullable AttributeValue to) {

    /** The path; values stay out of logs. */
    @Override
    public String toString() {
        return "AttributeEdit[" + path + "]";
    }
}
