package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.RecordCodec;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change so near to the restore point that a restored item may show it or not.
 *
 * @param before the state before, or null when there was no item
 * @param after the state after, or null when it was deleted
 */
public record WindowChange(
        int bucket,
        ItemKey key,
        ChangePosition position,
        Instant at,
        @Nullable Fingerprint before,
        @Nullable Fingerprint after) {

    /** The record's stored form. */
    public static final RecordCodec<WindowChange> CODEC = new Codec();

    /** The change without the items' values. */
    public static WindowChange of(Change change, ItemHasher hasher) {
        return new WindowChange(
                hasher.bucketOf(change.keys()),
                ItemKey.of(change.keys(), hasher.schema()),
                change.position(),
                change.at(),
                state(change.before(), hasher),
                state(change.after(), hasher));
    }

    static @Nullable Fingerprint state(@Nullable Item item, ItemHasher hasher) {
        return item == null ? null : Fingerprint.of(item, hasher);
    }

    private static final class Codec implements RecordCodec<WindowChange> {

        @Override
        public void write(CanonicalWriter out, WindowChange change) {
            StateForm.writeHead(out, change.bucket, change.key);
            StateForm.write(out, change.position);
            StateForm.write(out, change.at);
            StateForm.write(out, change.before);
            StateForm.write(out, change.after);
        }

        @Override
        public WindowChange read(ByteBuffer in) {
            int bucket = StateForm.bucket(in);
            ItemKey key = StateForm.key(in);
            return new WindowChange(
                    bucket,
                    key,
                    StateForm.position(in),
                    StateForm.instant(in),
                    StateForm.state(in, bucket, key),
                    StateForm.state(in, bucket, key));
        }
    }
}
