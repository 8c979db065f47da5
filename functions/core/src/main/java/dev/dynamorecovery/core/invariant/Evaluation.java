package dev.dynamorecovery.core.invariant;

import org.jspecify.annotations.Nullable;

/** What became of evaluating an expression on an item. */
sealed interface Evaluation {

    /** The expression gave a value; null stands for JSON's null and for nothing at all. */
    record Value(@Nullable Object value) implements Evaluation {}

    /** The expression gave no answer. The reason holds no item data. */
    record Failed(String reason) implements Evaluation {}
}
