package dev.dynamorecovery.core.failover.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One change of a control record, chained to the one before by its hash: an entry that is changed, left out or put in
 * later shows.
 *
 * @param revision the revision that the change made; the entries of a group count from 1 without a hole
 * @param at by the clock of who made the change
 * @param event what happened, such as {@code Claim}
 * @param by the controller or the person
 * @param detail for people; no item's data
 * @param previousHash the hash of the entry before; of the first entry {@link #NOTHING_BEFORE}
 * @param hash SHA-256 in hexadecimal over all the other fields
 */
public record TimelineEntry(
        String group,
        long revision,
        long epoch,
        Instant at,
        String event,
        String by,
        String detail,
        String previousHash,
        String hash) {

    /** What stands where there is no entry before. */
    public static final String NOTHING_BEFORE = "0".repeat(64);

    /** The event with which each history begins. */
    static final String ENROL = "Enrol";

    static TimelineEntry first(String group, long epoch, Instant at, String by, String detail) {
        return hashed(group, 1, epoch, at, ENROL, by, detail, NOTHING_BEFORE);
    }

    TimelineEntry followedBy(long nextEpoch, Instant nextAt, String nextEvent, String nextBy, String nextDetail) {
        return hashed(group, revision + 1, nextEpoch, nextAt, nextEvent, nextBy, nextDetail, hash);
    }

    /** Whether the hash is that of the other fields. */
    public boolean intact() {
        return hash.equals(hashOf(group, revision, epoch, at, event, by, detail, previousHash));
    }

    private static TimelineEntry hashed(
            String group,
            long revision,
            long epoch,
            Instant at,
            String event,
            String by,
            String detail,
            String previousHash) {
        return new TimelineEntry(
                group,
                revision,
                epoch,
                at,
                event,
                by,
                detail,
                previousHash,
                hashOf(group, revision, epoch, at, event, by, detail, previousHash));
    }

    /** Each field goes in with its length, so that no two different entries give the same bytes. */
    private static String hashOf(
            String group,
            long revision,
            long epoch,
            Instant at,
            String event,
            String by,
            String detail,
            String previousHash) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String field : List.of(
                    group,
                    Long.toString(revision),
                    Long.toString(epoch),
                    at.toString(),
                    event,
                    by,
                    detail,
                    previousHash)) {
                byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
