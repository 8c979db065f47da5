package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Follows the items of chosen buckets through the changes outside the window. Memory is bounded by the flush. */
public final class TrailOpening {

    private final Derivation derivation;
    private final Heartbeat heartbeat;
    private final ItemHasher hasher;
    private final BucketSet buckets;
    private final int mostTrails;
    private final Consumer<KeyTrail> opened;
    private final Map<ItemKey, KeyTrail> trails = new HashMap<>();

    /** Hands trails over whenever {@code mostTrails} items are being followed: trails of one item add up later. */
    public TrailOpening(
            Derivation derivation,
            Heartbeat heartbeat,
            ItemHasher hasher,
            BucketSet buckets,
            int mostTrails,
            Consumer<KeyTrail> opened) {
        this.derivation = derivation;
        this.heartbeat = heartbeat;
        this.hasher = hasher;
        this.buckets = buckets;
        this.mostTrails = mostTrails;
        this.opened = opened;
    }

    /** Takes one change of the derivation's span. */
    public void add(Change change) {
        if (derivation.window().contains(change.at())
                || !buckets.contains(hasher.bucketOf(change.keys()))
                || heartbeat.is(change.keys())) {
            return;
        }
        KeyTrail trail = KeyTrail.of(change, derivation.rewinds(), hasher);
        trails.merge(trail.key(), trail, (one, other) -> one.plus(other, derivation.rewinds()));
        if (trails.size() >= mostTrails) {
            finish();
        }
    }

    /** Hands over what is left. */
    public void finish() {
        trails.values().forEach(opened);
        trails.clear();
    }
}
