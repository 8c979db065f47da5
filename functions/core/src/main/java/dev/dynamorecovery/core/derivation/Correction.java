package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.RecordCodec;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.ItemKey;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An item whose state at a baseline's instant is not the one that was read.
 *
 * @param state its state at that instant, or null for none
 */
public record Correction(int bucket, ItemKey key, @Nullable Fingerprint state) {

    /** The record's stored form. */
    public static final RecordCodec<Correction> CODEC = new Codec();

    private static final class Codec implements RecordCodec<Correction> {

        @Override
        public void write(CanonicalWriter out, Correction correction) {
            StateForm.writeHead(out, correction.bucket, correction.key);
            StateForm.write(out, correction.state);
        }

        @Override
        public Correction read(ByteBuffer in) {
            int bucket = StateForm.bucket(in);
            ItemKey key = StateForm.key(in);
            return new Correction(bucket, key, StateForm.state(in, bucket, key));
        }
    }
}
