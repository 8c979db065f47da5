package dev.dynamorecovery.core.item;

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

    static void write(CanonicalBuffer out, String text) {
        int length = text.length();
        byte[] bytes = out.reserve(HEADER_BYTES + length);
        int digitsStart = out.length() + HEADER_BYTES;
        int at = digitsStart;

        int index = 0;
        boolean negative = false;
        if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
            negative = text.charAt(0) == '-';
            index = 1;
        }
        boolean anyDigit = false;
        boolean afterPoint = false;
        int magnitude = 0;
        int pendingZeros = 0;
        for (; index < length; index++) {
            char character = text.charAt(index);
            if (character == '.' && !afterPoint) {
                afterPoint = true;
                continue;
            }
            if (character < '0' || character > '9') {
                break;
            }
            anyDigit = true;
            boolean started = at > digitsStart;
            if (character == '0') {
                if (started) {
                    pendingZeros++;
                } else if (afterPoint) {
                    magnitude--;
                }
            } else {
                for (; pendingZeros > 0; pendingZeros--) {
                    bytes[at++] = '0';
                }
                bytes[at++] = (byte) character;
                started = true;
            }
            if (started && !afterPoint) {
                magnitude++;
            }
        }
        if (!anyDigit) {
            throw notANumber(text);
        }
        int digits = at - digitsStart;
        magnitude += exponent(text, index);
        finish(out, bytes, digits, magnitude, negative, text);
    }

    private static void finish(
            CanonicalBuffer out, byte[] bytes, int digits, int magnitude, boolean negative, String text) {
        int start = out.length();
        boolean zero = digits == 0;
        if (!zero && (digits > MAXIMUM_DIGITS || magnitude < MINIMUM_MAGNITUDE || magnitude > MAXIMUM_MAGNITUDE)) {
            throw notANumber(text);
        }
        bytes[start] = (byte) CanonicalForm.NUMBER;
        bytes[start + 1] = (byte) (zero ? ZERO : negative ? NEGATIVE : POSITIVE);
        bytes[start + 2] = (byte) (zero ? 0 : magnitude + MAGNITUDE_OFFSET);
        bytes[start + 3] = (byte) digits;
        out.advance(HEADER_BYTES + digits);
    }

    private static int exponent(String text, int from) {
        if (from == text.length()) {
            return 0;
        }
        if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
            throw notANumber(text);
        }
        int index = from + 1;
        boolean negative = false;
        if (index < text.length() && (text.charAt(index) == '-' || text.charAt(index) == '+')) {
            negative = text.charAt(index) == '-';
            index++;
        }
        if (index == text.length()) {
            throw notANumber(text);
        }
        int exponent = 0;
        for (; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < '0' || character > '9') {
                throw notANumber(text);
            }
            exponent = Math.min(MAXIMUM_EXPONENT, exponent * 10 + (character - '0'));
        }
        return negative ? -exponent : exponent;
    }

    /** The text itself stays out of the message: it is item data. */
    private static IllegalArgumentException notANumber(String text) {
        return new IllegalArgumentException("A number attribute holds " + text.length()
                + " characters that are not a DynamoDB number (at most 38 significant digits, 1E-130 to 9.99E+125):"
                + " read the value from the table again");
    }
}
