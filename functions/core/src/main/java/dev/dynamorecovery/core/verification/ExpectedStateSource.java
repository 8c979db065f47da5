package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.derivation.UnexplainedItem;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.Evidence;
import dev.dynamorecovery.core.restore.LogStretch;
import dev.dynamorecovery.core.restore.RestoredPoint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a table held at or about an instant: what a restored copy is compared with.
 *
 * <p>Each source says itself what a comparison with it proves about a restore point.
 */
public interface ExpectedStateSource {

    /** The digest of the state, under the execution's hash key. */
    BucketedDigest digest();

    /**
     * The items of the state.
     *
     * @param unexplained is told, while they are read, of each item of which the source's records contradict each other
     */
    ItemStates items(Consumer<UnexplainedItem> unexplained);

    /** Why the state cannot be compared with, or an empty text when it can. */
    String objection();

    /** What of the change log the state was derived from, or null when it is known without. */
    default @Nullable LogStretch stretch() {
        return null;
    }

    /** What a comparison that found these differences says about a restore to that point. */
    Evidence.Data evidence(RestoredPoint point, DifferenceCounts counts);
}
