package dev.dynamorecovery.gate;

import java.time.Duration;

/**
 * What a process promises to keep.
 *
 * @param region the Region that the process writes in
 * @param longestLease never hold a lease for longer, whatever the record allows
 * @param attemptTimeout the time that one attempt of a write may take: half of the controller's margin at most, the other
 *     half being for clocks that run at different rates
 */
public record LeaseTerms(String region, Duration longestLease, Duration attemptTimeout) {

    public LeaseTerms {
        if (region.isBlank()) {
            throw new IllegalArgumentException("region is empty: name the Region that this process writes in");
        }
        positive("longestLease", longestLease);
        positive("attemptTimeout", attemptTimeout);
    }

    /**
     * The terms that fit a plan.
     *
     * @param leaseMargin the plan's: how much longer than the lease the controller waits
     */
    public static LeaseTerms within(String region, Duration longestLease, Duration leaseMargin) {
        positive("leaseMargin", leaseMargin);
        return new LeaseTerms(region, longestLease, leaseMargin.dividedBy(2));
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(field + " is " + value + ": give a positive duration such as PT10S");
        }
    }
}
