package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.GrowingBytes;

/** Copies JSON so that it lies on one line. */
final class OneLine {

    private OneLine() {}

    /** Appends the value: as it is where it has no line break, else without white space between its tokens. */
    static void write(byte[] json, int from, int to, GrowingBytes out) {
        if (hasLineBreak(json, from, to)) {
            writeTokens(json, from, to, out);
        } else {
            out.putBytes(json, from, to - from);
        }
    }

    private static boolean hasLineBreak(byte[] json, int from, int to) {
        for (int at = from; at < to; at++) {
            if (json[at] == '\n' || json[at] == '\r') {
                return true;
            }
        }
        return false;
    }

    private static void writeTokens(byte[] json, int from, int to, GrowingBytes out) {
        boolean inString = false;
        for (int at = from; at < to; at++) {
            byte character = json[at];
            if (inString && character >= 0 && character < ' ') {
                throw new IllegalArgumentException("A string in JSON has a control character that is not escaped");
            }
            if (inString && character == '\\') {
                out.putByte(character);
                at++;
                out.putByte(json[at]);
            } else if (character == '"') {
                inString = !inString;
                out.putByte(character);
            } else if (inString || character > ' ' || character < 0) {
                out.putByte(character);
            }
        }
    }
}
