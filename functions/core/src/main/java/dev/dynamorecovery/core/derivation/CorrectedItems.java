package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.ItemState;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.StoredRecords;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Items as they were read, save for those that were in another state at the instant in question. */
public final class CorrectedItems implements ItemStates {

    private final ItemStates read;
    private final StoredRecords<Correction> corrections;

    /** The items that were read, corrected. */
    public CorrectedItems(ItemStates read, StoredRecords<Correction> corrections) {
        this.read = read;
        this.corrections = corrections;
    }

    @Override
    public void read(BucketSet buckets, Consumer<ItemState> states) {
        Map<ItemKey, Correction> corrected = new HashMap<>();
        corrections.read(buckets, correction -> corrected.put(correction.key(), correction));
        read.read(buckets, state -> {
            if (!corrected.containsKey(state.key())) {
                states.accept(state);
            }
        });
        for (Correction correction : corrected.values()) {
            if (correction.state() != null) {
                states.accept(correction.state());
            }
        }
    }
}
