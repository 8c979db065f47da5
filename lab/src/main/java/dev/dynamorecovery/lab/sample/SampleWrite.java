package dev.dynamorecovery.lab.sample;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item's change as a well-behaved application makes it: conditional on what it believes the item to be. */
public sealed interface SampleWrite {

    SampleTable table();

    /** A new item; refused when one with its key exists. */
    record Insert(SampleTable table, Map<String, AttributeValue> item) implements SampleWrite {}

    /** A change of some attributes; refused when the item's version is no longer that of {@code before}. */
    record Update(SampleTable table, Map<String, AttributeValue> before, Map<String, AttributeValue> after)
            implements SampleWrite {}

    /** A removal; refused when the item is not there any more. */
    record Delete(SampleTable table, Map<String, AttributeValue> before) implements SampleWrite {}

    /** The text of the item's key. */
    default String keyText() {
        return switch (this) {
            case Insert insert -> insert.table().keyTextOf(insert.item());
            case Update update -> update.table().keyTextOf(update.before());
            case Delete delete -> delete.table().keyTextOf(delete.before());
        };
    }

    /** The item before the change, null where there is none. */
    default @Nullable Map<String, AttributeValue> itemBefore() {
        return switch (this) {
            case Insert insert -> null;
            case Update update -> update.before();
            case Delete delete -> delete.before();
        };
    }

    /** The item after the change, null where there is none. */
    default @Nullable Map<String, AttributeValue> itemAfter() {
        return switch (this) {
            case Insert insert -> insert.item();
            case Update update -> update.after();
            case Delete delete -> null;
        };
    }

    /** Makes the same change in a model. */
    default void applyTo(SampleModel model) {
        switch (this) {
            case Insert insert -> model.put(new SampleItem(insert.table(), insert.item()));
            case Update update -> model.put(new SampleItem(update.table(), update.after()));
            case Delete delete -> model.remove(new SampleItem(delete.table(), delete.before()));
        }
    }
}
