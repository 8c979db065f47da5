package dev.dynamorecovery.core.comparison;

/**
 * One attribute, or one value nested in it, in which an item differs.
 *
 * <p>Paths are document paths: {@code address.city}, {@code lines[2].sku}.
 */
public sealed interface AttributeDifference {

    /** Where in the item. */
    String path();

    /** The value is expected and not there. */
    record Absent(String path, ShownValue expected) implements AttributeDifference {}

    /** The value is there and not expected. */
    record Unexpected(String path, ShownValue actual) implements AttributeDifference {}

    /** The value is of another type. */
    record ChangedType(String path, ShownValue expected, ShownValue actual) implements AttributeDifference {}

    /** The value is another one of the same type. */
    record ChangedValue(String path, ShownValue expected, ShownValue actual) implements AttributeDifference {}

    /**
     * The set has other elements.
     *
     * @param missingElements number of elements expected and not there
     * @param extraElements number of elements there and not expected
     */
    record ChangedSet(String path, int missingElements, int extraElements, ShownValue expected, ShownValue actual)
            implements AttributeDifference {}

    /** The attribute has another hash; on one side at least only the hash is known. */
    record ChangedHash(String path, ShownValue expected, ShownValue actual) implements AttributeDifference {}
}
