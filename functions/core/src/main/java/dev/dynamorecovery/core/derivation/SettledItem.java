package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.RecordCodec;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.ItemKey;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An item that was changed so near to the restore point that more than one state of it is right.
 *
 * @param pivot its state at the {@linkplain Derivation#pivot pivot}, or null for none
 * @param expected the state that it must have been restored to, or null for none: the copy's own where that is one of
 *     the right ones
 * @param atPoint its state by the log at the restore point itself, or null for none
 */
public record SettledItem(
        int bucket,
        ItemKey key,
        @Nullable Fingerprint pivot,
        @Nullable Fingerprint expected,
        @Nullable Fingerprint atPoint) {

    /** The record's stored form. */
    public static final RecordCodec<SettledItem> CODEC = new Codec();

    private static final class Codec implements RecordCodec<SettledItem> {

        @Override
        public void write(CanonicalWriter out, SettledItem item) {
            StateForm.writeHead(out, item.bucket, item.key);
            StateForm.write(out, item.pivot);
            StateForm.write(out, item.expected);
            StateForm.write(out, item.atPoint);
        }

        @Override
        public SettledItem read(ByteBuffer in) {
            int bucket = StateForm.bucket(in);
            ItemKey key = StateForm.key(in);
            return new SettledItem(
                    bucket,
                    key,
                    StateForm.state(in, bucket, key),
                    StateForm.state(in, bucket, key),
                    StateForm.state(in, bucket, key));
        }
    }
}
