package dev.dynamorecovery.core.item;

import java.util.Arrays;

/** Finds values in canonical forms without decoding them. */
final class CanonicalCursor {

    private final byte[] bytes;
    private int position;

    private CanonicalCursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** Appends the value of the attribute with that encoded name. Returns whether the item has it. */
    static boolean copyValue(Item item, byte[] canonical, byte[] encodedName, GrowingBytes out) {
        CanonicalCursor cursor = new CanonicalCursor(canonical, item.canonicalOffset());
        while (cursor.bytes[cursor.position] != CanonicalForm.END) {
            int name = cursor.position;
            cursor.skip();
            int value = cursor.position;
            boolean found = Arrays.equals(canonical, name, value, encodedName, 0, encodedName.length);
            cursor.skip();
            if (found) {
                out.putBytes(canonical, value, cursor.position - value);
                return true;
            }
        }
        return false;
    }

    private void skip() {
        int tag = bytes[position++];
        switch (tag) {
            case CanonicalForm.TEXT, CanonicalForm.BINARY -> {
                int length = varint();
                position += length;
            }
            case CanonicalForm.MALFORMED_TEXT -> {
                int length = varint();
                position += 2 * length;
            }
            case CanonicalForm.NUMBER -> position += CanonicalNumber.HEADER_BYTES - 1 + bytes[position + 2];
            case CanonicalForm.TRUE, CanonicalForm.FALSE, CanonicalForm.NULL -> {}
            case CanonicalForm.LIST,
                    CanonicalForm.MAP,
                    CanonicalForm.TEXT_SET,
                    CanonicalForm.NUMBER_SET,
                    CanonicalForm.BINARY_SET -> {
                while (bytes[position] != CanonicalForm.END) {
                    skip();
                }
                position++;
            }
            default -> throw new IllegalArgumentException("No canonical value starts with the tag " + tag);
        }
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int group = bytes[position++];
            value |= (group & 0x7F) << shift;
            if (group >= 0) {
                return value;
            }
        }
    }
}
