package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.reconcile.LastWriterWins.Version;
import dev.dynamorecovery.gate.ControlReading;
import dev.dynamorecovery.gate.LeaseTerms;
import dev.dynamorecovery.gate.Moment;
import dev.dynamorecovery.gate.WriteLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process of the application: it renews its lease and writes while it holds, and it pauses when it likes. */
final class Writer {

    private final World world;
    private final int region;
    private final List<Writer> all;
    private final SimulatedClock clock;
    private final Duration attemptTimeout;
    private final boolean collectsGarbage;
    private WriteLease lease;
    private long pausedUntil;

    Writer(World world, int region, List<Writer> all) {
        this.world = world;
        this.region = region;
        this.all = all;
        this.clock = world.clock(90_000);
        this.attemptTimeout = world.plan.failover().leaseMargin().dividedBy(2);
        this.collectsGarbage = world.chance(0.6);
        this.lease = WriteLease.closed(new LeaseTerms(
                SimulatedNetwork.name(region), world.plan.failover().lease(), attemptTimeout));
        world.time.after(world.between(0, 500), this::renew);
        world.time.after(world.between(500, 1_500), this::write);
        if (world.schedule.chaos() > 0 && world.chance(0.5)) {
            world.time.after(world.between(5_000, world.schedule.endsAtMillis()), this::suspend);
        }
    }

    int region() {
        return region;
    }

    boolean open() {
        return lease.openAt(moment());
    }

    private Moment moment() {
        Moment now = clock.moment();
        return world.without(Guard.LEASE_BY_BOTH_CLOCKS) ? new Moment(now.nanos(), SimulatedClock.START) : now;
    }

    /** The whole machine stands still, its monotonic clock too. */
    private void suspend() {
        long length = world.between(3_000, 90_000);
        world.tell("a writer's machine in " + SimulatedNetwork.name(region) + " is suspended for " + length + " ms");
        pause(length);
        clock.suspend(length);
    }

    private void pause(long millis) {
        pausedUntil = Math.max(pausedUntil, world.time.now() + millis);
    }

    private void maybePause() {
        if (collectsGarbage && world.chance(0.01 * world.schedule.chaos())) {
            pause(world.between(100, 30_000));
        }
    }

    /** Runs something in this process: now, or when its pause is over. */
    private void inProcess(Runnable action) {
        if (world.time.now() < pausedUntil) {
            world.time.after(pausedUntil - world.time.now(), () -> inProcess(action));
        } else {
            action.run();
        }
    }

    private void renew() {
        inProcess(() -> {
            Moment began = moment();
            maybePause();
            inProcess(() -> world.time.after(world.between(2, 60), () -> readRecord(began)));
            world.time.after(lease.renewalInterval().toMillis(), this::renew);
        });
    }

    private void readRecord(Moment began) {
        if (!world.network.controlTableAnswers(region)) {
            return;
        }
        ControlRecord record = world.record();
        boolean slow = world.chance(0.05 * world.schedule.chaos());
        world.time.after(
                slow ? world.between(100, 12_000) : world.between(2, 60),
                () -> inProcess(() -> {
                    Moment from = world.without(Guard.LEASE_FROM_READ_START) ? moment() : began;
                    lease = lease.renewedBy(new ControlReading(
                            from, record.epoch(), record.servingRegion(), record.fencedRegions(), record.lease()));
                    if (open()) {
                        world.oracle.opened(this, all);
                    }
                }));
    }

    private void write() {
        inProcess(() -> {
            world.time.after(world.between(300, 1_200), this::write);
            if (!mayWrite()) {
                return;
            }
            Moment lookedAt = moment();
            long trueTime = world.time.now();
            maybePause();
            inProcess(() -> send(lookedAt, trueTime));
        });
    }

    private boolean mayWrite() {
        return world.without(Guard.GATE_BEFORE_WRITE)
                ? lease.newest()
                        .filter(reading -> reading.lets(SimulatedNetwork.name(region)))
                        .isPresent()
                : open();
    }

    private void send(Moment lookedAt, long trueTime) {
        double troubled = world.network.controlTableAnswers(region) ? 0.04 : 0.4;
        boolean slow = world.chance(troubled * world.schedule.chaos());
        world.time.after(slow ? world.between(100, 4_000) : world.between(2, 30), () -> {
            if (!world.network.up(region)) {
                return;
            }
            boolean late = world.oracle.landed(region, trueTime);
            Optional<Version> version = world.items.landed(region);
            world.time.after(world.between(1, 20), () -> inProcess(() -> answered(lookedAt, late, version)));
        });
    }

    private void answered(Moment lookedAt, boolean landedLate, Optional<Version> version) {
        if (world.without(Guard.ACKNOWLEDGED_IN_TIME) || lease.countsAsAcknowledged(lookedAt, moment())) {
            world.oracle.acknowledged(region, landedLate);
            version.ifPresent(world.items::acknowledged);
        }
    }
}
