package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.item.CanonicalReader;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The binary forms that the records of a derivation are put together from. */
final class StateForm {

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;
    private static final int BYTE_BITS = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private StateForm() {}

    static void writeHead(CanonicalWriter writer, int bucket, ItemKey key) {
        GrowingBytes out = writer.bytes();
        out.putByte(bucket >>> BYTE_BITS);
        out.putByte(bucket);
        out.putVarint(key.canonical().length);
        out.putBytes(key.canonical());
    }

    static int bucket(ByteBuffer in) {
        return in.getShort() & 0xFFFF;
    }

    static ItemKey key(ByteBuffer in) {
        return ItemKey.ofCanonical(CanonicalReader.bytes(in));
    }

    static void write(CanonicalWriter writer, ItemHash hash) {
        writer.bytes().putLong(hash.high());
        writer.bytes().putLong(hash.low());
    }

    static ItemHash hash(ByteBuffer in) {
        return new ItemHash(in.getLong(), in.getLong());
    }

    static void write(CanonicalWriter writer, @Nullable Fingerprint state) {
        GrowingBytes out = writer.bytes();
        if (state == null) {
            out.putByte(ABSENT);
            return;
        }
        out.putByte(PRESENT);
        write(writer, state.hash());
        out.putVarint(state.attributes().size());
        state.attributes().forEach((name, hash) -> {
            writer.text(name);
            out.putLong(hash);
        });
    }

    static @Nullable Fingerprint state(ByteBuffer in, int bucket, ItemKey key) {
        if (!isPresent(in)) {
            return null;
        }
        ItemHash hash = hash(in);
        int count = CanonicalReader.varint(in);
        Map<String, Long> attributes = new TreeMap<>();
        for (int attribute = 0; attribute < count; attribute++) {
            String name = CanonicalReader.text(in);
            attributes.put(name, in.getLong());
        }
        return new Fingerprint(bucket, key, hash, attributes);
    }

    private static boolean isPresent(ByteBuffer in) {
        int mark = in.get();
        return switch (mark) {
            case ABSENT -> false;
            case PRESENT -> true;
            default -> throw new IllegalArgumentException("No state is marked " + mark);
        };
    }

    static void write(CanonicalWriter writer, Instant instant) {
        writer.bytes().putLong(instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano());
    }

    static Instant instant(ByteBuffer in) {
        long nanos = in.getLong();
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    static void write(CanonicalWriter writer, ChangePosition position) {
        writer.text(position.stream());
        writer.text(position.shard());
        writer.text(position.sequence());
    }

    static ChangePosition position(ByteBuffer in) {
        return new ChangePosition(CanonicalReader.text(in), CanonicalReader.text(in), CanonicalReader.text(in));
    }
}
