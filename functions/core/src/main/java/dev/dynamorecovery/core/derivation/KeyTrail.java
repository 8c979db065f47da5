package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.RecordCodec;
import dev.dynamorecovery.core.item.CanonicalReader;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the changes of one item come to, in whatever order they are added up.
 *
 * <p>Where no change is missing, each change but the first starts from what the one before it left: then {@code sum} is
 * the hash of the last state less that of the first, and nothing else remains of all the states in between. That is what
 * the item's chain of changes is proven by, without keeping the changes.
 *
 * @param end the last change on the way from the known state to the restore point: the newest, or in a rewind the oldest
 * @param state the state that it leads to, or null for none
 * @param sum the sum of all hashes of states led to, less those started from, modulo 2^128
 * @param count states led to, less states started from: an absent item is no state
 * @param oldest the time of the oldest change
 * @param newest the time of the newest change
 */
public record KeyTrail(
        int bucket,
        ItemKey key,
        ChangePosition end,
        @Nullable Fingerprint state,
        ItemHash sum,
        int count,
        Instant oldest,
        Instant newest) {

    /** The record's stored form. */
    public static final RecordCodec<KeyTrail> CODEC = new Codec();

    /** The trail of a single change. */
    static KeyTrail of(Change change, boolean rewind, ItemHasher hasher) {
        @Nullable Item from = rewind ? change.after() : change.before();
        @Nullable Fingerprint to = WindowChange.state(rewind ? change.before() : change.after(), hasher);
        return new KeyTrail(
                hasher.bucketOf(change.keys()),
                ItemKey.of(change.keys(), hasher.schema()),
                change.position(),
                to,
                (to == null ? ItemHash.ZERO : to.hash()).minus(from == null ? ItemHash.ZERO : hasher.itemHash(from)),
                (to == null ? 0 : 1) - (from == null ? 0 : 1),
                change.at(),
                change.at());
    }

    /** The trail of the changes of both. */
    KeyTrail plus(KeyTrail other, boolean rewind) {
        boolean otherIsLast = (end.compareTo(other.end) < 0) != rewind;
        KeyTrail last = otherIsLast ? other : this;
        return new KeyTrail(
                bucket,
                key,
                last.end,
                last.state,
                sum.plus(other.sum),
                count + other.count,
                oldest.isBefore(other.oldest) ? oldest : other.oldest,
                newest.isAfter(other.newest) ? newest : other.newest);
    }

    private static final class Codec implements RecordCodec<KeyTrail> {

        /** Counts may be negative; a varint may not. */
        private static final int SHIFT = 1;

        @Override
        public void write(CanonicalWriter out, KeyTrail trail) {
            StateForm.writeHead(out, trail.bucket, trail.key);
            StateForm.write(out, trail.end);
            StateForm.write(out, trail.state);
            StateForm.write(out, trail.sum);
            out.bytes().putVarint((trail.count << SHIFT) ^ (trail.count >> (Integer.SIZE - 1)));
            StateForm.write(out, trail.oldest);
            StateForm.write(out, trail.newest);
        }

        @Override
        public KeyTrail read(ByteBuffer in) {
            int bucket = StateForm.bucket(in);
            ItemKey key = StateForm.key(in);
            ChangePosition end = StateForm.position(in);
            @Nullable Fingerprint state = StateForm.state(in, bucket, key);
            ItemHash sum = StateForm.hash(in);
            int zigzag = CanonicalReader.varint(in);
            return new KeyTrail(
                    bucket,
                    key,
                    end,
                    state,
                    sum,
                    (zigzag >>> SHIFT) ^ -(zigzag & 1),
                    StateForm.instant(in),
                    StateForm.instant(in));
        }
    }
}
