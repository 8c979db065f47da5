package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.plan.Verification.Extent;
import java.util.zip.CRC32C;

/** Chooses the items whose rules are checked: by key alone, so that it is the same items every time. */
record Sample(Extent extent) {

    private static final int PERCENT = 100;

    boolean includes(ItemKey key) {
        return switch (extent) {
            case Extent.Full full -> true;
            case Extent.Sampled sampled -> {
                var checksum = new CRC32C();
                checksum.update(key.canonical());
                yield checksum.getValue() % PERCENT < sampled.percent();
            }
        };
    }
}
