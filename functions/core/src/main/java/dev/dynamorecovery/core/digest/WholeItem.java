package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.CanonicalReader;
import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;

/**
 * An item with all its values, kept as bytes: an item of objects takes many times the memory.
 *
 * @param canonical the item's canonical form; not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // compared by key and hash, never by equals
public record WholeItem(int bucket, ItemKey key, ItemHash hash, byte[] canonical) implements ItemState {

    /** The state of an item that has been hashed already. */
    public static WholeItem of(Item item, HashedItem hashed, ItemHasher hasher) {
        return new WholeItem(hashed.bucket(), ItemKey.of(item, hasher.schema()), hashed.hash(), CanonicalForm.of(item));
    }

    /** The same state without its values. */
    public Fingerprint fingerprint(ItemHasher hasher) {
        return Fingerprint.of(item(), new HashedItem(bucket, hash), hasher);
    }

    /** The item's attributes, decoded anew by each call. */
    public Item item() {
        return CanonicalReader.item(canonical);
    }
}
