package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.StoredDigests;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One reading of a whole table.
 *
 * @param itemCount how many items it read
 * @param startedAt before the first item was read
 * @param endedAt after the last item was read
 */
public record DigestPass(long itemCount, Instant startedAt, Instant endedAt) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The first whole second after the reading: the earliest that a restore can name and that this state may be of. */
    public Instant firstWholeSecondAfter() {
        return endedAt.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
    }

    /**
     * When the next reading may begin so that a whole second lies between the two: a restore to second T holds the state
     * of some instant from T to T + 1 s.
     */
    public Instant secondReadingNotBefore() {
        return firstWholeSecondAfter().plus(SECOND);
    }

    /**
     * Adds up what the segments of a table left, and stores the table's digest.
     *
     * <p>Refuses to add up anything but all segments, or parts whose items are not those the segments counted.
     */
    public static DigestPass merge(WorkKeys keys, Side side, int segments, StoredDocuments work) {
        StoredDigests digests = new StoredDigests(work.store());
        BucketedDigest table = new BucketedDigest();
        long itemCount = 0;
        Instant startedAt = Instant.MAX;
        Instant endedAt = Instant.MIN;
        for (int segment = 0; segment < segments; segment++) {
            SegmentSummary summary =
                    work.read(keys.segmentSummary(SegmentDigest.WORK, side, segment), SegmentSummary.class);
            for (int call = 0; call < summary.calls(); call++) {
                table.merge(digests.read(keys.digestPart(side, WorkKeys.part(segment, call))));
            }
            itemCount += summary.itemCount();
            startedAt = summary.startedAt().isBefore(startedAt) ? summary.startedAt() : startedAt;
            endedAt = summary.endedAt().isAfter(endedAt) ? summary.endedAt() : endedAt;
        }
        if (table.itemCount() != itemCount) {
            throw new IllegalStateException(
                    "The parts of the digest '%s' hold %d items where %d were read: digest it again"
                            .formatted(side.folder(), table.itemCount(), itemCount));
        }
        digests.write(keys.digest(side), table);
        DigestPass pass = new DigestPass(itemCount, startedAt, endedAt);
        work.write(keys.pass(side), pass);
        return pass;
    }
}
