package dev.dynamorecovery.gate;

import java.time.Duration;
import java.util.Optional;

/**
 * The right to write, as long as it is certain that no other Region may.
 *
 * <p>It runs from the <em>start</em> of the read that gave it. A controller fences this Region and then waits for the
 * lease and a margin: whoever read before the fence has stopped by then, without a message from anybody. No clocks of two
 * machines are compared.
 */
public final class WriteLease {

    private final LeaseTerms terms;
    private final Optional<ControlReading> newest;

    private WriteLease(LeaseTerms terms, Optional<ControlReading> newest) {
        this.terms = terms;
        this.newest = newest;
    }

    /** The lease of a process that has read nothing yet: closed. */
    public static WriteLease closed(LeaseTerms terms) {
        return new WriteLease(terms, Optional.empty());
    }

    /** The lease after a read. An answer that comes later than that of a read begun after it says nothing new. */
    public WriteLease renewedBy(ControlReading reading) {
        boolean overtaken = newest.filter(known -> known.epoch() > reading.epoch()
                        || known.startedAt().nanos() - reading.startedAt().nanos() > 0)
                .isPresent();
        return overtaken ? this : new WriteLease(terms, Optional.of(reading));
    }

    /** Whether a write may be sent at that moment. */
    public boolean openAt(Moment now) {
        return leftAt(now).isPositive();
    }

    /** How long writes may still be sent; not positive when they may not. */
    public Duration leftAt(Moment now) {
        return newest.filter(reading -> reading.lets(terms.region()))
                .map(reading -> lengthBy(reading).minus(now.since(reading.startedAt())))
                .orElse(Duration.ZERO);
    }

    /**
     * Whether the answer to a write that was sent while the lease was open proves that it was taken in time. An answer
     * that comes too late, as after a pause of the whole process, proves nothing: another Region may write already.
     *
     * @param sentAt when the lease was looked at, just before the write was sent
     */
    public boolean countsAsAcknowledged(Moment sentAt, Moment answeredAt) {
        return answeredAt.since(sentAt).compareTo(terms.attemptTimeout()) <= 0;
    }

    /** What the record said last; empty before the first read. */
    public Optional<ControlReading> newest() {
        return newest;
    }

    /** The time after which the lease should be renewed: a third of it, so that two renewals may fail. */
    public Duration renewalInterval() {
        return newest.map(this::lengthBy).orElse(terms.longestLease()).dividedBy(3);
    }

    private Duration lengthBy(ControlReading reading) {
        return reading.lease().compareTo(terms.longestLease()) < 0 ? reading.lease() : terms.longestLease();
    }
}
