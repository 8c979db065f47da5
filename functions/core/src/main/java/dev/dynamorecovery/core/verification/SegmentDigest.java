package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.FingerprintingDigester;
import dev.dynamorecovery.core.digest.ItemDigester;
import dev.dynamorecovery.core.digest.ItemStateWriter;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemSink;
import dev.dynamorecovery.core.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/** Digests the items of a segment and, for a baseline, writes their fingerprints. */
public final class SegmentDigest implements SegmentWork {

    /** The kind of work. */
    public static final String WORK = "digest";

    private final StoredDigests digests;
    private final String digestKey;
    private final BucketedDigest digest = new BucketedDigest();
    private final @Nullable ItemStateWriter fingerprints;
    private final ItemSink sink;

    private SegmentDigest(
            ObjectStore work, String digestKey, ItemHasher hasher, @Nullable ItemStateWriter fingerprints) {
        this.digests = new StoredDigests(work);
        this.digestKey = digestKey;
        this.fingerprints = fingerprints;
        this.sink = fingerprints == null
                ? new ItemDigester(hasher, digest)
                : new FingerprintingDigester(hasher, digest, fingerprints);
    }

    /** Digests into the work bucket under the hash key. */
    public static Factory of(TablePart part, boolean withFingerprints, HashKey hashKey, ObjectStore work) {
        WorkKeys keys = new WorkKeys(part.execution());
        return name -> new SegmentDigest(
                work,
                keys.digestPart(part.side(), name),
                new ItemHasher(hashKey, part.keySchema()),
                withFingerprints ? new ItemStateWriter(work, keys.fingerprints(part.side()) + "/" + name) : null);
    }

    @Override
    public void accept(Item item) {
        sink.accept(item);
    }

    @Override
    public void store() {
        if (fingerprints != null) {
            fingerprints.finish();
        }
        digests.write(digestKey, digest);
    }
}
