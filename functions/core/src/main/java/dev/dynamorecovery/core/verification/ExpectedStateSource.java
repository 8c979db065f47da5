package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.RestoredPoint;

/**
 * Knows what a table held at or about an instant: what a restored copy is compared with.
 *
 * <p>Each source says itself what a comparison with it proves about a restore point.
 */
public interface ExpectedStateSource {

    /** The digest of the state, under the execution's hash key. */
    BucketedDigest digest();

    /** The items of the state. */
    ItemStates items();

    /** Why the state cannot be compared with, or an empty text when it can. */
    String objection();

    /** What a comparison that found these differences says about a restore to that point. */
    Evidence.Data evidence(RestoredPoint point, DifferenceCounts counts);
}
