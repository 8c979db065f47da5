package dev.dynamorecovery.gate;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * Lets the writes of one failover group through while this Region serves. It renews its lease in a thread of its own, and
 * closes by itself when it can't. Have it {@link #guard} the client that writes.
 */
public final class WriteGate implements AutoCloseable {

    /** What becomes of writes when the lease has run out because the control record can't be read. */
    public enum WhenUnknown {
        /** They are kept back: no two Regions ever write at once. */
        CLOSE,
        /** They go on if the last record that was read let this Region write: available, and two Regions may write. */
        STAY_OPEN
    }

    private final String group;
    private final LeaseTerms terms;
    private final WhenUnknown whenUnknown;
    private final ControlReader reader;
    private final GateListener listener;
    private final Supplier<Moment> clock;
    private volatile WriteLease lease;
    private volatile @Nullable Thread renewal;

    public WriteGate(
            String group,
            LeaseTerms terms,
            WhenUnknown whenUnknown,
            ControlReader reader,
            GateListener listener,
            Supplier<Moment> clock) {
        this.group = group;
        this.terms = terms;
        this.whenUnknown = whenUnknown;
        this.reader = reader;
        this.listener = listener;
        this.clock = clock;
        this.lease = WriteLease.closed(terms);
    }

    /** A gate that closes when in doubt, has read the record once if it can, and renews from now on. */
    public static WriteGate open(String group, LeaseTerms terms, ControlReader reader, GateListener listener) {
        WriteGate gate = new WriteGate(group, terms, WhenUnknown.CLOSE, reader, listener, Moment::now);
        gate.renew();
        gate.start();
        return gate;
    }

    /**
     * Puts the gate into a client that is being built, and bounds its attempts by the terms: a write that is under way
     * when the gate closes has ended before the controller lets another Region begin.
     */
    public void guard(ClientOverrideConfiguration.Builder client) {
        client.addExecutionInterceptor(new WriteGateInterceptor(this)).apiCallAttemptTimeout(terms.attemptTimeout());
    }

    /** Renews a few times within each lease, until the gate is closed. */
    public synchronized void start() {
        if (renewal == null) {
            renewal = Thread.ofVirtual().name("write-gate-" + group).start(this::renewForEver);
        }
    }

    /** Reads the record now; a read that fails changes nothing, and the lease runs on towards its end. */
    public void renew() {
        Moment startedAt = clock.get();
        try {
            ControlReading reading = reader.read(startedAt);
            synchronized (this) {
                lease = lease.renewedBy(reading);
            }
            listener.renewed(reading, clock.get().since(startedAt));
        } catch (RuntimeException unreadable) {
            listener.renewalFailed(unreadable, lease.leftAt(clock.get()));
        }
    }

    /**
     * Lets one attempt of a write through, or throws.
     *
     * @return the moment to hand to {@link #answered}
     */
    public Moment admit() {
        Moment now = clock.get();
        WriteLease held = lease;
        if (held.openAt(now)) {
            return now;
        }
        if (whenUnknown == WhenUnknown.STAY_OPEN && lastReadLets(held)) {
            listener.passedWithoutLease();
            return now;
        }
        WritesClosed closed = new WritesClosed(group, terms.region(), reason(held));
        listener.refused(closed);
        throw closed;
    }

    /** Takes the answer to a write for what it is: too late, and it throws. */
    public void answered(Moment admittedAt) {
        if (whenUnknown == WhenUnknown.CLOSE && !lease.countsAsAcknowledged(admittedAt, clock.get())) {
            WriteOutcomeUnknown unknown = new WriteOutcomeUnknown(group, terms.region());
            listener.outcomeUnknown(unknown);
            throw unknown;
        }
    }

    /** Ends the renewal; the lease runs out. */
    @Override
    public void close() {
        Thread thread = renewal;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private boolean lastReadLets(WriteLease held) {
        return held.newest().filter(reading -> reading.lets(terms.region())).isPresent();
    }

    private String reason(WriteLease held) {
        return held.newest()
                .map(reading -> reading.lets(terms.region())
                        ? "the lease could not be renewed in time"
                        : reading.fencedRegions().contains(terms.region())
                                ? "the Region is fenced at epoch " + reading.epoch()
                                : reading.servingRegion() + " serves at epoch " + reading.epoch())
                .orElse("the control record has not been read yet");
    }

    private void renewForEver() {
        while (!Thread.currentThread().isInterrupted()) {
            Duration pause = lease.renewalInterval();
            try {
                Thread.sleep(pause);
            } catch (InterruptedException closed) {
                return;
            }
            renew();
        }
    }
}
