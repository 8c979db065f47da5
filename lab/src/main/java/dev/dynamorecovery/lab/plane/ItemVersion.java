package dev.dynamorecovery.lab.plane;

import java.time.Instant;
import java.util.Comparator;

/**
 * Who wrote an item last, and when: what replicas compare, the later writer winning and, at the same time, the Region
 * whose name is greater.
 *
 * @param writtenAt the write's time in its own Region; after that of any version which that Region knew
 */
record ItemVersion(Instant writtenAt, String region) implements Comparable<ItemVersion> {

    private static final Comparator<ItemVersion> ORDER =
            Comparator.comparing(ItemVersion::writtenAt).thenComparing(ItemVersion::region);

    @Override
    public int compareTo(ItemVersion other) {
        return ORDER.compare(this, other);
    }
}
