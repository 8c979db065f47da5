package dev.dynamorecovery.lab.plane;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as DynamoDB gives them back: plain digits, no leading or trailing zeros, no exponent. */
final class CanonicalNumber {

    private CanonicalNumber() {}

    static Optional<String> tryOf(String text) {
        if (isPlainInteger(text)) {
            return Optional.of(text);
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Optional.of(
                    number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isPlainInteger(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() > 38) {
            return false;
        }
        char first = text.charAt(start);
        if (first == '0') {
            return text.length() == 1;
        }
        for (int index = start; index < text.length(); index++) {
            if (text.charAt(index) < '0' || text.charAt(index) > '9') {
                return false;
            }
        }
        return true;
    }
}
