package dev.dynamorecovery.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads JSON token by token from bytes, leaving strings where they are.
 *
 * <p>After {@link #string()} the text lies between {@link #start()} and {@link #end()}; most need no decoding at all. JSON
 * that is malformed is refused by an {@link IllegalArgumentException}, which shows nothing of it.
 */
public final class JsonBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private final byte[] bytes;
    private int position;
    private int start;
    private int end;
    private boolean escaped;

    /** Reads all of {@code bytes}, which nobody changes meanwhile. */
    public JsonBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What is read. Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the next token starts, or white space before it. */
    public int position() {
        return position;
    }

    /** Goes back, or on, to a place that {@link #position()} told. */
    public void moveTo(int place) {
        position = place;
    }

    /** Where the last string starts. */
    public int start() {
        return start;
    }

    /** Where the last string ends. */
    public int end() {
        return end;
    }

    /** Whether the last string has escapes, so that its bytes are not its text. */
    public boolean escaped() {
        return escaped;
    }

    /** Takes the character, which has to be next. */
    public void expect(char character) {
        if (next() != character) {
            throw malformed("'" + character + "' was expected");
        }
        position++;
    }

    /** Takes the character if it is next. */
    public boolean take(char character) {
        if (next() != character) {
            return false;
        }
        position++;
        return true;
    }

    /** Takes a string. */
    public void string() {
        expect('"');
        start = position;
        escaped = false;
        int at = endOfPlainText(position);
        while (byteAt(at) != '"') {
            if (bytes[at] == '\\') {
                escaped = true;
                at++;
            }
            at = endOfPlainText(at + 1);
        }
        end = at;
        position = at + 1;
    }

    /** Whether the last string is that text, which has no escapes and is ASCII. */
    public boolean is(String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The last string, decoded. */
    public String text() {
        return escaped ? unescaped() : new String(bytes, start, end - start, UTF_8);
    }

    /** Takes true or false. */
    public boolean bool() {
        if (next() == 't') {
            literal("true");
            return true;
        }
        literal("false");
        return false;
    }

    /** Takes null if it is next. */
    public boolean nothing() {
        if (next() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    /** Takes a value of any kind and forgets it. */
    public void skip() {
        switch (next()) {
            case '"' -> string();
            case '{' -> {
                position++;
                if (!take('}')) {
                    do {
                        string();
                        expect(':');
                        skip();
                    } while (take(','));
                    expect('}');
                }
            }
            case '[' -> {
                position++;
                if (!take(']')) {
                    do {
                        skip();
                    } while (take(','));
                    expect(']');
                }
            }
            default -> skipLiteral();
        }
    }

    /** Refuses anything but white space after the last value. */
    public void endOfInput() {
        while (position < bytes.length && isSpace(bytes[position])) {
            position++;
        }
        if (position < bytes.length) {
            throw malformed("it should end here");
        }
    }

    /** Takes a number and leaves its text between {@link #start()} and {@link #end()}. Its form is not checked. */
    public void number() {
        if ("-0123456789".indexOf(next()) < 0) {
            throw malformed("a number was expected");
        }
        start = position;
        escaped = false;
        skipLiteral();
        end = position;
    }

    /** What to throw where the JSON is not what it should be. */
    public IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException(
                "JSON is malformed at byte " + position + " of " + bytes.length + ": " + why + "; get it again");
    }

    private byte next() {
        while (isSpace(byteAt(position))) {
            position++;
        }
        return bytes[position];
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    private byte byteAt(int at) {
        if (at >= bytes.length) {
            position = bytes.length;
            throw malformed("it ends too early");
        }
        return bytes[at];
    }

    /** The first quote or backslash at or after {@code from}, found eight bytes at a time; the input's end without one. */
    private int endOfPlainText(int from) {
        int at = from;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long found = zeroBytes(word ^ QUOTES) | zeroBytes(word ^ BACKSLASHES);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The high bit of the lowest zero byte is set; higher bytes may be marked wrongly, lower ones are not. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }

    private void literal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (byteAt(position + i) != text.charAt(i)) {
                throw malformed(text + " was expected");
            }
        }
        position += text.length();
    }

    private void skipLiteral() {
        int from = position;
        while (position < bytes.length && ",]} \n\r\t".indexOf(bytes[position]) < 0) {
            position++;
        }
        if (position == from) {
            throw malformed("a value was expected");
        }
    }

    private String unescaped() {
        StringBuilder text = new StringBuilder(end - start);
        int from = start;
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\\') {
                text.append(new String(bytes, from, at - from, UTF_8));
                at++;
                text.append(escape(at));
                at += bytes[at] == 'u' ? 4 : 0;
                from = at + 1;
            }
        }
        return text.append(new String(bytes, from, end - from, UTF_8)).toString();
    }

    private char escape(int at) {
        return switch (bytes[at]) {
            case '"', '\\', '/' -> (char) bytes[at];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(at + 1);
            default -> throw malformed("an escape is unknown");
        };
    }

    private char unicode(int from) {
        int unit = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = at < end ? Character.digit(bytes[at], 16) : -1;
            if (digit < 0) {
                throw malformed("an escape is cut short");
            }
            unit = (unit << 4) | digit;
        }
        return (char) unit;
    }
}
