package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.ItemState;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.StoredRecords;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of a known state, with the changes of a log laid over them.
 *
 * <p>Memory holds what changed in the buckets read, not the known state. Every item's chain of changes is checked on the
 * way.
 */
public final class DerivedItems implements ItemStates {

    private final Derivation derivation;
    private final ItemStates known;
    private final StoredRecords<KeyTrail> trails;
    private final StoredRecords<SettledItem> settled;
    private final Consumer<UnexplainedItem> unexplained;

    /** Items derived from {@code known}; those whose changes do not join up are handed to {@code unexplained}. */
    public DerivedItems(
            Derivation derivation,
            ItemStates known,
            StoredRecords<KeyTrail> trails,
            StoredRecords<SettledItem> settled,
            Consumer<UnexplainedItem> unexplained) {
        this.derivation = derivation;
        this.known = known;
        this.trails = trails;
        this.settled = settled;
        this.unexplained = unexplained;
    }

    @Override
    public void read(BucketSet buckets, Consumer<ItemState> states) {
        Map<ItemKey, KeyTrail> trailOf = new HashMap<>();
        trails.read(
                buckets,
                trail -> trailOf.merge(trail.key(), trail, (one, other) -> one.plus(other, derivation.rewinds())));
        Map<ItemKey, SettledItem> settledOf = new HashMap<>();
        settled.read(buckets, item -> settledOf.put(item.key(), item));
        known.read(buckets, state -> {
            @Nullable KeyTrail trail = trailOf.remove(state.key());
            @Nullable SettledItem item = settledOf.remove(state.key());
            if (trail == null && item == null) {
                states.accept(state);
            } else {
                derive(state, trail, item, states);
            }
        });
        Set<ItemKey> created = new HashSet<>(trailOf.keySet());
        created.addAll(settledOf.keySet());
        for (ItemKey key : created) {
            derive(null, trailOf.get(key), settledOf.get(key), states);
        }
    }

    private void derive(
            @Nullable ItemState before,
            @Nullable KeyTrail trail,
            @Nullable SettledItem item,
            Consumer<ItemState> states) {
        @Nullable Fingerprint led = trail == null ? null : trail.state();
        @Nullable Fingerprint reached = item == null ? led : item.pivot();
        ItemHash deviation =
                hash(before).plus(trail == null ? ItemHash.ZERO : trail.sum()).minus(hash(reached));
        int count = count(before) + (trail == null ? 0 : trail.count()) - count(reached);
        if (count != 0 || !deviation.equals(ItemHash.ZERO)) {
            int bucket = trail == null ? Objects.requireNonNull(item).bucket() : trail.bucket();
            unexplained.accept(new UnexplainedItem(bucket, deviation, count));
        }
        @Nullable Fingerprint expected = item == null ? led : item.expected();
        if (expected != null) {
            states.accept(expected);
        }
    }

    private static ItemHash hash(@Nullable ItemState state) {
        return state == null ? ItemHash.ZERO : state.hash();
    }

    private static int count(@Nullable ItemState state) {
        return state == null ? 0 : 1;
    }
}
