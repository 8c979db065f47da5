package dev.dynamorecovery.gate;

import java.time.Duration;
import java.util.Set;

/**
 * What a strongly consistent read of a group's control record found.
 *
 * @param startedAt before the request was sent: what the record said may have changed at any time since
 * @param epoch raised by each claim
 * @param servingRegion the Region that takes writes, unless it is fenced
 * @param fencedRegions Regions that take none
 * @param lease how long the controller waits for those who read the record before a fence
 */
public record ControlReading(
        Moment startedAt, long epoch, String servingRegion, Set<String> fencedRegions, Duration lease) {

    public ControlReading {
        fencedRegions = Set.copyOf(fencedRegions);
    }

    /** Whether the record lets that Region write. */
    public boolean lets(String region) {
        return servingRegion.equals(region) && !fencedRegions.contains(region);
    }
}
