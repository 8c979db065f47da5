package dev.dynamorecovery.core.item;

import net.jqwik.api.Arbitrary;

/** Random items for the property tests of other modules. */
public final class ItemGenerator {

    private ItemGenerator() {}

    /** Items with values of every type, all strings well-formed, as DynamoDB holds them. */
    public static Arbitrary<Item> wellFormedItems() {
        return AttributeValues.items("aé漢?/\"\\\n\u0000");
    }
}
