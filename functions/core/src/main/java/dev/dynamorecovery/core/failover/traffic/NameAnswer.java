package dev.dynamorecovery.core.failover.traffic;

import java.util.List;
import java.util.Locale;

/**
 * What a name server answers for a name.
 *
 * @param canonicalNames the names that the name stands for, in the order of the answer
 * @param addresses IP addresses in their textual form
 */
public record NameAnswer(List<String> canonicalNames, List<String> addresses) {

    public NameAnswer {
        canonicalNames = canonicalNames.stream().map(NameAnswer::plain).toList();
        addresses = List.copyOf(addresses);
    }

    /** Whether the name stands for that host. */
    boolean standsFor(String host) {
        return canonicalNames.contains(plain(host));
    }

    /** Whether the name leads only to addresses of the other. */
    boolean within(NameAnswer other) {
        return !addresses.isEmpty() && other.addresses.containsAll(addresses);
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
