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

    /** The numbers of the writes of which the logs have told that they are lost. */
    private final Set<Integer> told = new HashSet<>();

    private final Set<Version> acknowledged = Collections.newSetFromMap(new IdentityHashMap<>());
    private int number;
    private int openUpTo;

    Items(World world) {
        this.world = world;
    }

    /** A Region has taken a write, in time or late. Where another guard is taken out, nobody asks what became of it. */
    Optional<Version> landed(int region) {
        if (world.takenOut.isPresent()
                && !world.without(Guard.BOTH_CHANGE_LOGS)
                && !world.without(Guard.LATE_WRITES_LOOKED_FOR)) {
            return Optional.empty();
        }
        String key = "k-" + (number * 7 + number / KEYS) % KEYS;
        Item image = new Item(Map.of(
                "id", new AttributeValue.Text(key), "value", new AttributeValue.Numeric(Integer.toString(++number))));
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
        if (HandOver.open(before, world.table.timeline()).isPresent()) {
            shouldTellOfEachLoss(before);
        }
    }

    /**
     * Holds the logs to tell of each acknowledged write that is lost: what they tell now of every move of the group, and what
     * they told before. What they call unknown, or on its way, is not silent. Where clocks are wildly off the times of
     * hand-overs say nothing; between AWS's Regions they are not.
     */
    void shouldTellOfEachLoss(ControlRecord record) {
        if (world.schedule.wildClocks()) {
            return;
        }
        for (HandOver handOver : HandOver.all(record, world.table.timeline())) {
            TableFindings findings = findings(handOver);
            findings.lost().stream()
                    .filter(version -> version.certain() || !world.without(Guard.LATE_WRITES_LOOKED_FOR))
                    .map(LostVersion::lost)
                    .map(Items::number)
                    .forEach(told::add);
            if (findings.broken() > 0 || (handOver.open() && findings.pending() > 0)) {
                openUpTo = number;
            }
        }
        for (String key : replicas.keys()) {
            if (replicas.arrived(key)) {
                replicas.lost(key).forEach(this::shouldBeTold);
            }
        }
    }

    private TableFindings findings(HandOver handOver) {
        TableReconciliation table = new TableReconciliation(SCHEMA, handOver, key -> true);
        int left = SimulatedNetwork.number(handOver.left());
        if (!world.without(Guard.BOTH_CHANGE_LOGS)) {
            replicas.log(left).forEach(table::addFromLeft);
        }
        replicas.log(1 - left).forEach(table::addFromEntered);
        return table.findings();
    }

    private void shouldBeTold(Version lost) {
        int write = number(lost.image());
        if (write > openUpTo && acknowledged.contains(lost) && !told.contains(write)) {
            throw new Violation("write " + write + " was acknowledged in " + SimulatedNetwork.name(lost.replica())
                    + ", is lost, and no log tells of it");
        }
    }

    /** How many lost writes the logs have told of. */
    int listed() {
        return told.size();
    }

    private static int number(@Nullable Item image) {
        return image != null && image.attribute("value") instanceof AttributeValue.Numeric value
                ? Integer.parseInt(value.value())
                : 0;
    }
}
