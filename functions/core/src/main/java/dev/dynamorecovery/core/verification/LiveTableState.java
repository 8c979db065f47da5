package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.derivation.UnexplainedItem;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.digest.StoredItemStates;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.store.ObjectStore;
import java.util.function.Consumer;

/** The state of the live table as two readings saw it: an expected state only if both saw the same. */
public final class LiveTableState implements ExpectedStateSource {

    private final WorkKeys keys;
    private final ObjectStore work;
    private final StoredDigests digests;

    /** What the execution's two readings of the live table left in the work bucket. */
    public LiveTableState(WorkKeys keys, ObjectStore work) {
        this.keys = keys;
        this.work = work;
        this.digests = new StoredDigests(work);
    }

    @Override
    public BucketedDigest digest() {
        return digests.read(keys.digest(Side.SECOND));
    }

    @Override
    public ItemStates items(Consumer<UnexplainedItem> unexplained) {
        return new StoredItemStates(work, keys.openedItems(Side.SECOND));
    }

    @Override
    public String objection() {
        return heldStill() ? "" : "the live table was written while it was read: stop its writers, then ask again";
    }

    @Override
    public Evidence.Data evidence(RestoredPoint point, DifferenceCounts counts) {
        return new Evidence.Data.ComparedWithLiveTable(heldStill(), counts);
    }

    private boolean heldStill() {
        return digests.read(keys.digest(Side.FIRST)).equals(digest());
    }
}
