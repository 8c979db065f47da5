package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.item.Item;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A state of one item, or that there is none, to be compared and looked up. */
final class ItemVersion {

    private final @Nullable Item item;
    private final byte[] canonical;
    private final int hashCode;

    private ItemVersion(@Nullable Item item) {
        this.item = item;
        this.canonical = item == null ? new byte[0] : item.canonicalForm();
        this.hashCode = Arrays.hashCode(canonical);
    }

    static ItemVersion of(@Nullable Item item) {
        return new ItemVersion(item);
    }

    @Nullable
    Item item() {
        return item;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ItemVersion version
                && (item == null) == (version.item == null)
                && Arrays.equals(canonical, version.canonical);
    }

    @Override
    public int hashCode() {
        return hashCode;
    }
}
