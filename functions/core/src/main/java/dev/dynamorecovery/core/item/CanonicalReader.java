package dev.dynamorecovery.core.item;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads canonical forms back into values. Numbers come back in plain notation, sets and maps sorted. */
public final class CanonicalReader {

    private CanonicalReader() {}

    /** The attributes of the item whose whole canonical form {@code bytes} is. */
    public static Map<String, AttributeValue> attributes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Map<String, AttributeValue> attributes = entries(in);
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("A canonical item has " + in.remaining() + " bytes too many");
        }
        return attributes;
    }

    /** The item whose whole canonical form {@code bytes} is; decoded at once, so that malformed bytes are refused here. */
    public static Item item(byte[] bytes) {
        return new Item(attributes(bytes));
    }

    /** The value at the buffer's position, which moves behind it. */
    public static AttributeValue value(ByteBuffer in) {
        int tag = in.get();
        return switch (tag) {
            case CanonicalForm.TEXT, CanonicalForm.MALFORMED_TEXT -> new AttributeValue.Text(text(tag, in));
            case CanonicalForm.NUMBER -> new AttributeValue.Numeric(number(in));
            case CanonicalForm.BINARY -> new AttributeValue.Binary(bytes(in));
            case CanonicalForm.FALSE -> new AttributeValue.Bool(false);
            case CanonicalForm.TRUE -> new AttributeValue.Bool(true);
            case CanonicalForm.NULL -> new AttributeValue.Null();
            case CanonicalForm.LIST -> new AttributeValue.ListOf(elements(in, CanonicalReader::value));
            case CanonicalForm.MAP -> new AttributeValue.MapOf(entries(in));
            case CanonicalForm.TEXT_SET -> new AttributeValue.TextSet(elements(in, CanonicalReader::text));
            case CanonicalForm.NUMBER_SET ->
                new AttributeValue.NumericSet(elements(in, from -> {
                    expect(CanonicalForm.NUMBER, from);
                    return number(from);
                }));
            case CanonicalForm.BINARY_SET ->
                new AttributeValue.BinarySet(elements(in, from -> {
                    expect(CanonicalForm.BINARY, from);
                    return bytes(from);
                }));
            default -> throw new IllegalArgumentException("No canonical value starts with the tag " + tag);
        };
    }

    /** The string at the buffer's position, which moves behind it. */
    public static String text(ByteBuffer in) {
        return text(in.get(), in);
    }

    /** The number written by {@link GrowingBytes#putVarint}. */
    public static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int group = in.get();
            value |= (group & 0x7F) << shift;
            if (group >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A length runs over five bytes");
    }

    /** A length followed by that many bytes. */
    public static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[count(in)];
        in.get(bytes);
        return bytes;
    }

    private static Map<String, AttributeValue> entries(ByteBuffer in) {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        while (!ended(in)) {
            String name = text(in);
            entries.put(name, value(in));
        }
        return entries;
    }

    private static <T> List<T> elements(ByteBuffer in, Function<ByteBuffer, T> element) {
        List<T> elements = new ArrayList<>();
        while (!ended(in)) {
            elements.add(element.apply(in));
        }
        return elements;
    }

    private static boolean ended(ByteBuffer in) {
        if (in.get(in.position()) != CanonicalForm.END) {
            return false;
        }
        in.get();
        return true;
    }

    private static String text(int tag, ByteBuffer in) {
        if (tag == CanonicalForm.TEXT) {
            return new String(bytes(in), UTF_8);
        }
        if (tag != CanonicalForm.MALFORMED_TEXT) {
            throw new IllegalArgumentException("A string was expected, not the tag " + tag);
        }
        char[] characters = new char[count(in)];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = in.getChar();
        }
        return new String(characters);
    }

    private static String number(ByteBuffer in) {
        int sign = in.get();
        int magnitude = (in.get() & 0xFF) - CanonicalNumber.MAGNITUDE_OFFSET;
        byte[] digits = new byte[in.get()];
        in.get(digits);
        if (sign == CanonicalNumber.ZERO) {
            return "0";
        }
        BigInteger unscaled = new BigInteger(new String(digits, US_ASCII));
        return new BigDecimal(
                        sign == CanonicalNumber.NEGATIVE ? unscaled.negate() : unscaled, digits.length - magnitude)
                .toPlainString();
    }

    /** A count can't exceed the bytes left: a corrupted one is refused before memory is taken for it. */
    private static int count(ByteBuffer in) {
        int count = varint(in);
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException("A canonical form counts " + count + " where " + in.remaining()
                    + " bytes are left: it is truncated or corrupted");
        }
        return count;
    }

    private static void expect(int tag, ByteBuffer in) {
        int found = in.get();
        if (found != tag) {
            throw new IllegalArgumentException("The tag " + tag + " was expected, not " + found);
        }
    }
}
