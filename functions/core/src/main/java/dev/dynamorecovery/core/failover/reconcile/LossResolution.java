package dev.dynamorecovery.core.failover.reconcile;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** What a person decides about a lost write. */
public enum LossResolution {
    /** It is kept: the item becomes what the lost write had left. */
    KEEP,
    /** It stays lost: the item stays as it is. */
    DISCARD,
    /** What it alone changed is put on the item as it is; what both sides changed stays as it is. */
    MERGE;

    /** Such as {@code Keep}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }
}
