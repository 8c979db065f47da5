package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * By what changes alter the digest of their table, on the way from the known state to the restore point: minus the state
 * started from, plus the state led to. Order does not matter.
 */
public final class ChangeSum {

    private final Derivation derivation;
    private final Heartbeat heartbeat;
    private final ItemHasher hasher;
    private final Consumer<WindowChange> uncertain;
    private final BucketedDigest digest = new BucketedDigest();
    private long changeCount;
    private long uncertainCount;

    /** A sum that hands over, instead of adding it, what a restored item may show or not. */
    public ChangeSum(Derivation derivation, Heartbeat heartbeat, ItemHasher hasher, Consumer<WindowChange> uncertain) {
        this.derivation = derivation;
        this.heartbeat = heartbeat;
        this.hasher = hasher;
        this.uncertain = uncertain;
    }

    /** Takes one change of the derivation's span. */
    public void add(Change change) {
        if (heartbeat.is(change.keys())) {
            return;
        }
        changeCount++;
        if (derivation.window().contains(change.at())) {
            uncertainCount++;
            uncertain.accept(WindowChange.of(change, hasher));
            return;
        }
        @Nullable Item from = derivation.rewinds() ? change.after() : change.before();
        @Nullable Item to = derivation.rewinds() ? change.before() : change.after();
        if (from != null) {
            digest.remove(hasher.hash(from));
        }
        if (to != null) {
            digest.add(hasher.hash(to));
        }
    }

    /** The sum so far. */
    public BucketedDigest digest() {
        return digest;
    }

    /** How many changes came, without those of the heartbeat. */
    public long changeCount() {
        return changeCount;
    }

    /** How many of them were handed over. */
    public long uncertainCount() {
        return uncertainCount;
    }
}
