package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemState;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.WholeItem;
import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two sides of one group of buckets by key and names every item in which they differ.
 *
 * <p>Memory holds one side of the group: its keys, its hashes and, up to a budget, its whole items as bytes. Past the
 * budget items are kept as fingerprints, so that their attributes are still named, if no longer the values nested in them.
 */
public final class GroupComparison {

    /** The bytes of whole items that one group keeps by default. */
    public static final long DEFAULT_RETAINED_BYTES = 64L * 1024 * 1024;

    private final ItemHasher hasher;
    private final Disclosure disclosure;
    private final long retainedBytes;

    /** A comparison with the default budget. The hasher has the key that both sides were hashed with. */
    public GroupComparison(ItemHasher hasher, Disclosure disclosure) {
        this(hasher, disclosure, DEFAULT_RETAINED_BYTES);
    }

    /** A comparison that keeps at most {@code retainedBytes} of whole items. */
    public GroupComparison(ItemHasher hasher, Disclosure disclosure, long retainedBytes) {
        this.hasher = hasher;
        this.disclosure = disclosure;
        this.retainedBytes = retainedBytes;
    }

    /** Hands each difference in the group to {@code differences}, and returns what both sides held. */
    public GroupOutcome compare(
            BucketGroup group, ItemStates expected, ItemStates actual, Consumer<ItemDifference> differences) {
        ExpectedSide side = new ExpectedSide();
        expected.read(group.buckets(), side::add);
        ActualSide reader = new ActualSide(side.byKey, differences);
        actual.read(group.buckets(), reader::add);
        reader.finish();
        return new GroupOutcome(side.digest, reader.digest, reader.missing, reader.extra, reader.different);
    }

    private final class ExpectedSide {

        private final Map<ItemKey, ItemState> byKey = new HashMap<>();
        private final BucketedDigest digest = new BucketedDigest();
        private long bytes;

        void add(ItemState state) {
            ItemState kept = state;
            if (state instanceof WholeItem whole) {
                if (bytes + whole.canonical().length > retainedBytes) {
                    kept = whole.fingerprint(hasher);
                } else {
                    bytes += whole.canonical().length;
                }
            }
            digest.add(new HashedItem(state.bucket(), state.hash()));
            byKey.put(state.key(), kept);
        }
    }

    private final class ActualSide {

        private final Map<ItemKey, ItemState> unmatched;
        private final Consumer<ItemDifference> differences;
        private final BucketedDigest digest = new BucketedDigest();
        private long missing;
        private long extra;
        private long different;

        ActualSide(Map<ItemKey, ItemState> unmatched, Consumer<ItemDifference> differences) {
            this.unmatched = unmatched;
            this.differences = differences;
        }

        void add(ItemState actual) {
            digest.add(new HashedItem(actual.bucket(), actual.hash()));
            @Nullable ItemState expected = unmatched.remove(actual.key());
            if (expected == null) {
                extra++;
                differences.accept(new ItemDifference.Extra(actual.key()));
            } else if (!expected.hash().equals(actual.hash())) {
                different++;
                differences.accept(new ItemDifference.Different(actual.key(), attributes(expected, actual)));
            }
        }

        void finish() {
            for (ItemKey key : new TreeSet<>(unmatched.keySet())) {
                missing++;
                differences.accept(new ItemDifference.Missing(key));
            }
        }
    }

    private List<AttributeDifference> attributes(ItemState expected, ItemState actual) {
        if (expected instanceof WholeItem from && actual instanceof WholeItem to) {
            return AttributeComparison.compare(from.item(), to.item(), disclosure);
        }
        return new FingerprintComparison(hasher, disclosure).compare(expected, actual);
    }
}
