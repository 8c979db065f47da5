package dev.dynamorecovery.core.digest;

import dev.dynamorecovery.core.item.CanonicalReader;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.GrowingBytes;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemKey;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The binary form of one item state: bucket, key, hash, then attribute hashes or the whole item. */
final class ItemStateCodec implements RecordCodec<ItemState> {

    private static final int FINGERPRINT = 0;
    private static final int WHOLE = 1;

    @Override
    public void write(CanonicalWriter writer, ItemState state) {
        GrowingBytes out = writer.bytes();
        out.putByte(state.bucket() >>> 8);
        out.putByte(state.bucket());
        out.putVarint(state.key().canonical().length);
        out.putBytes(state.key().canonical());
        out.putLong(state.hash().high());
        out.putLong(state.hash().low());
        switch (state) {
            case Fingerprint fingerprint -> {
                out.putByte(FINGERPRINT);
                out.putVarint(fingerprint.attributes().size());
                fingerprint.attributes().forEach((name, hash) -> {
                    writer.text(name);
                    out.putLong(hash);
                });
            }
            case WholeItem whole -> {
                out.putByte(WHOLE);
                out.putVarint(whole.canonical().length);
                out.putBytes(whole.canonical());
            }
        }
    }

    @Override
    public ItemState read(ByteBuffer in) {
        int bucket = in.getShort() & 0xFFFF;
        ItemKey key = ItemKey.ofCanonical(CanonicalReader.bytes(in));
        ItemHash hash = new ItemHash(in.getLong(), in.getLong());
        int kind = in.get();
        return switch (kind) {
            case FINGERPRINT -> new Fingerprint(bucket, key, hash, attributes(in));
            case WHOLE -> new WholeItem(bucket, key, hash, CanonicalReader.bytes(in));
            default -> throw new IllegalArgumentException("No item state is of the kind " + kind);
        };
    }

    private static Map<String, Long> attributes(ByteBuffer in) {
        int count = CanonicalReader.varint(in);
        Map<String, Long> attributes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String name = CanonicalReader.text(in);
            attributes.put(name, in.getLong());
        }
        return attributes;
    }
}
