package dev.dynamorecovery.core.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The canonical form of strings: their length and their UTF-8 bytes. */
final class CanonicalText {

    /** Up to this length a loop over the characters is faster than an encoder that allocates. */
    private static final int SHORT_CHARACTERS = 32;

    private CanonicalText() {}

    static void write(GrowingBytes out, String value) {
        if (value.length() > SHORT_CHARACTERS || !writeShortAscii(out, value)) {
            writeEncoded(out, value);
        }
    }

    private static boolean writeShortAscii(GrowingBytes out, String value) {
        int length = value.length();
        byte[] bytes = out.reserve(length + 2);
        int at = out.length();
        bytes[at++] = (byte) CanonicalForm.TEXT;
        bytes[at++] = (byte) length;
        for (int i = 0; i < length; i++) {
            char character = value.charAt(i);
            if (character > 0x7F) {
                return false;
            }
            bytes[at++] = (byte) character;
        }
        out.advance(length + 2);
        return true;
    }

    private static void writeEncoded(GrowingBytes out, String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        // The encoder turns an unpaired surrogate into a question mark: only a round trip proves that nothing was lost.
        boolean ascii = utf8.length == value.length();
        if (!new String(utf8, ascii ? ISO_8859_1 : UTF_8).equals(value)) {
            writeMalformed(out, value);
            return;
        }
        out.putByte(CanonicalForm.TEXT);
        out.putVarint(utf8.length);
        out.putBytes(utf8);
    }

    /** DynamoDB holds no such string; it is written unit by unit so that it never equals another one. */
    private static void writeMalformed(GrowingBytes out, String value) {
        out.putByte(CanonicalForm.MALFORMED_TEXT);
        out.putVarint(value.length());
        for (int i = 0; i < value.length(); i++) {
            out.putByte(value.charAt(i) >>> 8);
            out.putByte(value.charAt(i));
        }
    }
}
