package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemSink;

/** Adds the items of a scan to a digest and writes their fingerprints: what a baseline keeps of a table. */
public final class FingerprintingDigester implements ItemSink {

    private final ItemHasher hasher;
    private final BucketedDigest digest;
    private final ItemStateWriter fingerprints;

    /** Adds to {@code digest} and {@code fingerprints}; the caller finishes the writer. */
    public FingerprintingDigester(ItemHasher hasher, BucketedDigest digest, ItemStateWriter fingerprints) {
        this.hasher = hasher;
        this.digest = digest;
        this.fingerprints = fingerprints;
    }

    @Override
    public void accept(Item item) {
        HashedItem hashed = hasher.hash(item);
        digest.add(hashed);
        fingerprints.add(Fingerprint.of(item, hashed, hasher));
    }
}
