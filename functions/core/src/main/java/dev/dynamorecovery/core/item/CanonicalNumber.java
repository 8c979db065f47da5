package dev.dynamorecovery.core.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The canonical form of numbers: sign, decimal magnitude and significant digits.
 *
 * <p>The value is {@code ±0.d₁d₂…dₖ × 10^magnitude} with neither d₁ nor dₖ zero, so that 1, 1.0, 001 and 1E0 are one form,
 * and so are 0, -0 and 0.00. DynamoDB's limits hold: 38 significant digits, 1E-130 to 9.99…E125 on either side of zero.
 */
final class CanonicalNumber {

    static final int HEADER_BYTES = 4;

    /** The magnitude is written plus this, so that it fits an unsigned byte: -129 to 126 becomes 0 to 255. */
    static final int MAGNITUDE_OFFSET = 129;

    static final int ZERO = 0;
    static final int POSITIVE = 1;
    static final int NEGATIVE = 2;

    private static final int MAXIMUM_DIGITS = 38;
    private static final int MINIMUM_MAGNITUDE = -129;
    private static final int MAXIMUM_MAGNITUDE = 126;
    private static final int MAXIMUM_EXPONENT = 1_000_000;

    private CanonicalNumber() {}

    static void write(GrowingBytes out, String text) {
        // A character beyond Latin-1 becomes a question mark, which no number has.
        byte[] ascii = text.getBytes(ISO_8859_1);
        write(out, ascii, 0, ascii.length);
    }

    static void write(GrowingBytes out, byte[] text, int from, int to) {
        byte[] bytes = out.reserve(HEADER_BYTES + (to - from));
        int digitsStart = out.length() + HEADER_BYTES;
        int at = digitsStart;

        int index = from;
        boolean negative = false;
        if (from < to && (text[from] == '-' || text[from] == '+')) {
            negative = text[from] == '-';
            index++;
        }
        boolean anyDigit = false;
        boolean afterPoint = false;
        int magnitude = 0;
        int pendingZeros = 0;
        for (; index < to; index++) {
            byte character = text[index];
            if (character == '.' && !afterPoint) {
                afterPoint = true;
                continue;
            }
            if (character < '0' || character > '9') {
                break;
            }
            anyDigit = true;
            boolean started = at > digitsStart;
            if (character != '0') {
                for (; pendingZeros > 0; pendingZeros--) {
                    bytes[at++] = '0';
                }
                bytes[at++] = character;
                started = true;
            } else if (started) {
                pendingZeros++;
            } else if (afterPoint) {
                magnitude--;
            }
            if (started && !afterPoint) {
                magnitude++;
            }
        }
        if (!anyDigit) {
            throw notANumber(to - from);
        }
        int digits = at - digitsStart;
        magnitude += exponent(text, index, to, from);
        boolean outOfRange = digits > 0 && (magnitude < MINIMUM_MAGNITUDE || magnitude > MAXIMUM_MAGNITUDE);
        if (outOfRange || digits > MAXIMUM_DIGITS) {
            throw notANumber(to - from);
        }
        int header = out.length();
        bytes[header] = (byte) CanonicalForm.NUMBER;
        bytes[header + 1] = (byte) (digits == 0 ? ZERO : negative ? NEGATIVE : POSITIVE);
        bytes[header + 2] = (byte) (digits == 0 ? 0 : magnitude + MAGNITUDE_OFFSET);
        bytes[header + 3] = (byte) digits;
        out.advance(HEADER_BYTES + digits);
    }

    private static int exponent(byte[] text, int from, int to, int start) {
        if (from == to) {
            return 0;
        }
        if (text[from] != 'e' && text[from] != 'E') {
            throw notANumber(to - start);
        }
        int index = from + 1;
        boolean negative = false;
        if (index < to && (text[index] == '-' || text[index] == '+')) {
            negative = text[index] == '-';
            index++;
        }
        if (index == to) {
            throw notANumber(to - start);
        }
        int exponent = 0;
        for (; index < to; index++) {
            if (text[index] < '0' || text[index] > '9') {
                throw notANumber(to - start);
            }
            exponent = Math.min(MAXIMUM_EXPONENT, exponent * 10 + (text[index] - '0'));
        }
        return negative ? -exponent : exponent;
    }

    /** The text itself stays out of the message: it is item data. */
    private static IllegalArgumentException notANumber(int characters) {
        return new IllegalArgumentException("A number attribute holds " + characters
                + " characters that are not a DynamoDB number (at most 38 significant digits, 1E-130 to 9.99E+125):"
                + " read the value from the table again");
    }
}
