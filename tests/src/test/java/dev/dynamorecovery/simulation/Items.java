package dev.dynamorecovery.simulation;

import static dev.dynamorecovery.simulation.SimulatedNetwork.PRIMARY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.STANDBY;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.reconcile.HandOver;
import dev.dynamorecovery.core.failover.reconcile.LastWriterWins;
import dev.dynamorecovery.core.failover.reconcile.LastWriterWins.Version;
import dev.dynamorecovery.core.failover.reconcile.LostVersion;
import dev.dynamorecovery.core.failover.reconcile.TableFindings;
import dev.dynamorecovery.core.failover.reconcile.TableReconciliation;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the writers of a world have written, in both Regions, replicated under last-writer-wins as the network lets it; and
 * the change logs that tell of it. The real reconciliation reads these logs.
 */
final class Items {

    /** So few that both Regions write most of them around a failover, and so many that no item's history gets long. */
    private static final int KEYS = 24;

    private static final KeySchema SCHEMA = KeySchema.of("id");
    private static final long AGAIN_MILLIS = 2_000;

    private final World world;
    private final LastWriterWins replicas = new LastWriterWins(0, 0);
    /** Items of which a write waits for the way to a Region to open again, one for each write. */
    private final List<List<String>> waiting = List.of(new ArrayList<>(), new ArrayList<>());

    private final Set<String> disturbed = new HashSet<>();
    private final Set<Version> acknowledged = Collections.newSetFromMap(new IdentityHashMap<>());
    private int number;
    private int decidedUpTo;
    private int listed;

    Items(World world) {
        this.world = world;
    }

    /**
     * A Region has taken a write. Where another guard is taken out, nobody asks what became of it.
     *
     * @param late whether it was sent by a process that stood still since it looked at its gate: never acknowledged, it may
     *     yet win over the serving Region's writes, and no log tells it from one of those (ADR 31)
     */
    Optional<Version> landed(int region, boolean late) {
        if (world.takenOut.isPresent() && !world.without(Guard.BOTH_CHANGE_LOGS)) {
            return Optional.empty();
        }
        String key = "k-" + (number * 7 + number / KEYS) % KEYS;
        Item image = new Item(Map.of(
                "id", new AttributeValue.Text(key), "value", new AttributeValue.Numeric(Integer.toString(++number))));
        if (late) {
            disturbed.add(key);
        }
        world.time.after(Replication.LAG_MILLIS, () -> arrives(1 - region, key));
        return replicas.write(region, key, image, wallMillis());
    }

    /** Its writer knows. */
    void acknowledged(Version version) {
        acknowledged.add(version);
    }

    private void arrives(int to, String key) {
        List<String> queue = waiting.get(to);
        if (queue.isEmpty() && world.replication.passes(1 - to)) {
            replicas.deliver(to, key, wallMillis(), () -> false);
            return;
        }
        queue.add(key);
        if (queue.size() == 1) {
            world.time.after(AGAIN_MILLIS, () -> triesAgain(to));
        }
    }

    private void triesAgain(int to) {
        if (!world.replication.passes(1 - to)) {
            world.time.after(AGAIN_MILLIS, () -> triesAgain(to));
            return;
        }
        waiting.get(to).forEach(key -> replicas.deliver(to, key, wallMillis(), () -> false));
        waiting.get(to).clear();
    }

    private long wallMillis() {
        return SimulatedClock.START.toEpochMilli() + world.time.now();
    }

    /** At the end of the world all that is on its way arrives. */
    void settle() {
        for (int to : new int[] {PRIMARY, STANDBY}) {
            for (String key : replicas.onTheWay(to)) {
                boolean more = true;
                while (more) {
                    more = replicas.deliver(to, key, wallMillis(), () -> false);
                }
            }
        }
    }

    /** A Region that was left is about to be let in again: whoever does that looks at what was lost before. */
    void comesBack(ControlRecord before) {
        if (HandOver.of(before, world.table.timeline()).isPresent()) {
            shouldTellOfEachLoss(before);
            decidedUpTo = number;
        }
    }

    /**
     * Holds the logs to tell of each acknowledged write that is lost: of those that the last failover has put at risk. What
     * they call unknown, or on its way, is not silent. Where clocks are wildly off the hand-over's time says nothing; between
     * AWS's Regions they are not.
     */
    void shouldTellOfEachLoss(ControlRecord record) {
        Optional<HandOver> handOver = HandOver.of(record, world.table.timeline());
        if (handOver.isEmpty() || world.schedule.wildClocks()) {
            return;
        }
        TableReconciliation table = new TableReconciliation(SCHEMA, handOver.get(), key -> true);
        int left = SimulatedNetwork.number(handOver.get().left());
        if (!world.without(Guard.BOTH_CHANGE_LOGS)) {
            replicas.log(left).forEach(table::addFromLeft);
        }
        replicas.log(1 - left).forEach(table::addFromEntered);
        TableFindings findings = table.findings();
        Set<Integer> told = findings.lost().stream()
                .map(LostVersion::lost)
                .map(Items::number)
                .collect(Collectors.toSet());
        listed += told.size();
        if (findings.broken() > 0 || findings.pending() > 0) {
            return;
        }
        for (String key : replicas.keys()) {
            if (replicas.arrived(key) && !disturbed.contains(key)) {
                replicas.lost(key).forEach(version -> shouldBeTold(version, told));
            }
        }
    }

    private void shouldBeTold(Version lost, Set<Integer> told) {
        int write = number(lost.image());
        if (write > decidedUpTo && acknowledged.contains(lost) && !told.contains(write)) {
            throw new Violation("write " + write + " was acknowledged in " + SimulatedNetwork.name(lost.replica())
                    + ", is lost, and no log tells of it");
        }
    }

    /** How many lost writes the logs have told of. */
    int listed() {
        return listed;
    }

    private static int number(@Nullable Item image) {
        return image != null && image.attribute("value") instanceof AttributeValue.Numeric value
                ? Integer.parseInt(value.value())
                : 0;
    }
}
