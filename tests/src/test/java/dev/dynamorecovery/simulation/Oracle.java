package dev.dynamorecovery.simulation;

import static dev.dynamorecovery.simulation.SimulatedNetwork.REGIONS;

import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is true in a world, and throws a {@link Violation} when something happens that must not. It shares no code
 * with what it judges.
 */
final class Oracle {

    /** A write that its process sent may still land that long after the gate was looked at: the stated assumption. */
    static final long LANDS_WITHIN_MILLIS = 4_100;

    private static final long FRESH_MILLIS = 15_000;
    private static final long OUT_MILLIS = 45_000;

    private final World world;
    private final long[][] rowBegan = new long[REGIONS][REGIONS];
    private final long[][] lastFailed = new long[REGIONS][REGIONS];
    private final long[][] lastSucceeded = new long[REGIONS][REGIONS];
    private final long[][] longRowUntil = new long[REGIONS][REGIONS];
    private final Map<String, Integer> claims = new HashMap<>();
    private final Map<String, Integer> switches = new HashMap<>();
    private final Set<String> leftUnproven = new HashSet<>();
    private boolean needsAcknowledgement;
    private long stoppedSince = Long.MAX_VALUE;
    private int opened;
    private long openedAt;
    private int acknowledgedWrites;
    private int lateWrites;

    Oracle(World world) {
        this.world = world;
        for (int observer = 0; observer < REGIONS; observer++) {
            for (int subject = 0; subject < REGIONS; subject++) {
                lastFailed[observer][subject] = Long.MIN_VALUE / 2;
                longRowUntil[observer][subject] = Long.MIN_VALUE / 2;
            }
        }
    }

    void probed(int observer, int subject, boolean succeeded) {
        long now = world.time.now();
        if (succeeded) {
            lastSucceeded[observer][subject] = now;
            return;
        }
        boolean goesOn = lastFailed[observer][subject] > lastSucceeded[observer][subject]
                && now - lastFailed[observer][subject] <= 11_500;
        rowBegan[observer][subject] = goesOn ? rowBegan[observer][subject] : now;
        lastFailed[observer][subject] = now;
        if (now - rowBegan[observer][subject] >= OUT_MILLIS * 98 / 100) {
            longRowUntil[observer][subject] = now;
        }
    }

    /** A machine decided that a Region is out: at least two that see others must have seen that, long and just now. */
    void decidedOut(String region) {
        int subject = SimulatedNetwork.number(region);
        int agreeing = 0;
        for (int observer = 0; observer < REGIONS; observer++) {
            agreeing += observer != subject && saw(observer, subject) ? 1 : 0;
        }
        if (agreeing < 2) {
            throw new Violation("a machine decided that " + region + " is out; " + agreeing + " observers saw it");
        }
    }

    private boolean saw(int observer, int subject) {
        long slack = world.schedule.wildClocks() ? 103_000 : 3_000;
        long fresh = world.time.now() - FRESH_MILLIS - slack;
        boolean seesOthers = false;
        for (int other = 0; other < REGIONS; other++) {
            seesOthers |= other != observer && other != subject && lastSucceeded[observer][other] >= fresh;
        }
        return seesOthers && longRowUntil[observer][subject] >= fresh;
    }

    /** Whether every observer outside a Region has seen it well for that long. */
    private boolean wellFor(int region, long millis) {
        for (int observer = 0; observer < REGIONS; observer++) {
            if (observer != region
                    && (world.time.now() - lastFailed[observer][region] < millis
                            || world.time.now() - lastSucceeded[observer][region] > 5_000)) {
                return false;
            }
        }
        return true;
    }

    /** Somebody changes the control record. */
    void changes(ControlRecord before, ControlRecord after, @Nullable Execution by, ControlRecord standing) {
        String event = after.newest().event();
        if (world.tells()) {
            world.tell("record: %s by %s: %s"
                    .formatted(event, after.newest().by(), after.newest().detail()));
        }
        if (standing.revision() != before.revision() || standing.epoch() != before.epoch()) {
            throw new Violation("revision " + standing.revision() + " was overwritten by one who had not seen it");
        }
        if (by != null) {
            epochOf(event, before, by.order());
        }
        Claim claim = after.claim();
        switch (event) {
            case "TakeClaim" -> claimed(Objects.requireNonNull(claim), by);
            case "Fence" -> fenced(before, by);
            case "Switch" -> switched(before, after, by);
            case "Acknowledge" -> needsAcknowledgement = false;
            default -> {}
        }
    }

    private static void epochOf(String event, ControlRecord before, MoveOrder order) {
        boolean begins = event.equals("TakeClaim") || event.equals("TakeOver");
        long acts = begins ? order.epoch() : order.epoch() + 1;
        if (acts != before.epoch()) {
            throw new Violation("epoch " + acts + " acted at epoch " + before.epoch() + ": " + event);
        }
        Claim claim = before.claim();
        if (!begins && (claim == null || !claim.claimant().equals(order.claimant()))) {
            throw new Violation(order.claimant() + " acted without the claim: " + event);
        }
    }

    private void claimed(Claim claim, @Nullable Execution by) {
        if (claims.merge(claim.incident(), 1, Integer::sum) > 1) {
            throw new Violation("incident " + claim.incident() + " was claimed twice");
        }
        if (claim.automatic() && needsAcknowledgement) {
            throw new Violation("a machine claimed before a person had acknowledged the last failover");
        }
        if (claim.automatic() && by != null && stoppedSince < by.decisionBegan()) {
            throw new Violation("a machine decided and claimed after all automation was stopped");
        }
        needsAcknowledgement |= claim.purpose() == Purpose.FAILOVER;
    }

    private void fenced(ControlRecord before, @Nullable Execution by) {
        int region = SimulatedNetwork.number(before.servingRegion());
        Claim claim = before.claim();
        boolean automatic = claim != null && claim.automatic();
        if (by != null && automatic && !by.delayedSincePreflight() && wellFor(region, 20_000)) {
            throw new Violation(before.servingRegion() + " was fenced, though all had seen it well for 20 s");
        }
    }

    private void switched(ControlRecord before, ControlRecord after, @Nullable Execution by) {
        Claim claim = Objects.requireNonNull(after.claim());
        boolean caughtUp = world.replication.caughtUp(SimulatedNetwork.number(after.servingRegion()));
        if (switches.merge(claim.incident(), 1, Integer::sum) > 1) {
            throw new Violation("incident " + claim.incident() + " switched twice");
        }
        if (claim.automatic() && by != null && stoppedSince < by.stepBegan()) {
            throw new Violation("a machine switched after all automation was stopped");
        }
        if (claim.purpose() == Purpose.SWITCHOVER && !caughtUp) {
            throw new Violation("a planned move lost writes: " + after.servingRegion() + " had not caught up");
        }
        if (leftUnproven.contains(after.servingRegion()) && !caughtUp) {
            throw new Violation(after.servingRegion() + " serves, and lacks writes since it was left");
        }
        leftUnproven.remove(after.servingRegion());
        if (claim.purpose() == Purpose.FAILOVER) {
            leftUnproven.add(before.servingRegion());
        }
    }

    void stopped(boolean stop) {
        stoppedSince = stop ? world.time.now() : Long.MAX_VALUE;
    }

    /** A gate has read a record that lets it open. */
    void opened(Writer opener, Iterable<Writer> writers) {
        for (Writer other : writers) {
            if (other.region() != opener.region() && other.open()) {
                throw new Violation("gates are open in " + SimulatedNetwork.name(opener.region()) + " and "
                        + SimulatedNetwork.name(other.region()));
            }
        }
        if (opener.region() != opened) {
            opened = opener.region();
            openedAt = world.time.now();
            world.tell("gate opens in " + SimulatedNetwork.name(opened));
        }
    }

    /**
     * A Region has taken a write. After another Region's gate has opened, only a write may land whose process stood still
     * between the look at its gate and the sending, or that the network held longer than assumed.
     *
     * @return whether it landed so late
     */
    boolean landed(int region, long gateLookedAt) {
        long now = world.time.now();
        world.replication.settle();
        boolean asAssumed = now - gateLookedAt <= LANDS_WITHIN_MILLIS;
        if (asAssumed) {
            world.replication.landed(region);
        }
        boolean afterAnother = region != opened && now >= openedAt;
        if (afterAnother && asAssumed) {
            throw new Violation(SimulatedNetwork.name(region) + " took a write after the gate had opened in "
                    + SimulatedNetwork.name(opened));
        }
        lateWrites += afterAnother ? 1 : 0;
        return afterAnother;
    }

    void acknowledged(int region, boolean landedLate) {
        acknowledgedWrites++;
        if (landedLate) {
            throw new Violation("a write in " + SimulatedNetwork.name(region)
                    + " was acknowledged, and the Region that serves does not know of it");
        }
    }

    int acknowledgedWrites() {
        return acknowledgedWrites;
    }

    int lateWrites() {
        return lateWrites;
    }

    /** A person has proof that the Region holds everything. */
    void provenCaughtUp(String region) {
        leftUnproven.remove(region);
    }
}
