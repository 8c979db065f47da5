package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model of two replicas under last-writer-wins, with a failover between them: it knows who wrote what on top of what, as
 * nobody outside does, and keeps the logs that the Regions' streams would tell.
 */
final class TwoReplicas {

    static final HandOver HAND_OVER =
            new HandOver("us-east-1", "us-east-2", Instant.parse("2026-11-23T01:00:00Z"), HandOver.CLOCK_TOLERANCE);

    /** One acknowledged write, and what its writer had seen. */
    record Version(
            int number,
            int replica,
            long stampMillis,
            @Nullable Version parent,
            @Nullable Item image) {

        boolean winsOver(@Nullable Version other) {
            return other == null
                    || stampMillis > other.stampMillis
                    || (stampMillis == other.stampMillis && replica > other.replica);
        }
    }

    private final Random random;
    private final int distinctImages;
    private final boolean combines;
    private final long[] skewMillis = new long[2];
    private final HandOver handOver;
    private final List<Map<String, Version>> held = List.of(new HashMap<>(), new HashMap<>());
    private final List<Map<String, Deque<Version>>> onTheWay = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    private final List<List<Change>> logs = List.of(new ArrayList<>(), new ArrayList<>());
    private final Map<String, List<Version>> written = new HashMap<>();
    private long nowMillis;
    private int sequence = 1000;
    private int writes;

    /**
     * @param distinctImages out of how many states the writers choose; 0 for a new one each time
     * @param combines whether replication may pass over all but the newest of several writes of an item
     */
    TwoReplicas(long seed, int distinctImages, boolean combines, long mostSkewMillis) {
        this.random = new Random(seed);
        this.distinctImages = distinctImages;
        this.combines = combines;
        for (int replica = 0; replica < 2; replica++) {
            this.skewMillis[replica] = random.nextLong(-mostSkewMillis, mostSkewMillis + 1) / 2;
        }
        this.handOver = mostSkewMillis == 0
                ? HAND_OVER
                : new HandOver(
                        HAND_OVER.left(),
                        HAND_OVER.entered(),
                        HAND_OVER.at(),
                        Duration.ofMillis(mostSkewMillis).plusSeconds(1));
    }

    /** One Region writes until shortly before the hand-over, the other one from then on; all is delivered at last. */
    TwoReplicas run(int keys) {
        long cut = HAND_OVER.at().toEpochMilli();
        double delivery = random.nextDouble() * 0.5;
        nowMillis = cut - 62_500;
        while (nowMillis < cut - 5_000) {
            step(0, keys, delivery);
        }
        // The gates of the Region that is entered see the record some seconds after the switch, unless clocks differ.
        nowMillis = handOver.equals(HAND_OVER) ? cut + 3_500 : cut;
        double lateDelivery = random.nextDouble() * 0.5;
        while (nowMillis < cut + 60_000) {
            step(1, keys, lateDelivery);
        }
        for (int to = 0; to < 2; to++) {
            for (String key : List.copyOf(onTheWay.get(to).keySet())) {
                while (deliver(to, key)) {
                    nowMillis += random.nextInt(50);
                }
            }
        }
        return this;
    }

    private void step(int writer, int keys, double delivery) {
        nowMillis += random.nextInt(1_500);
        if (random.nextDouble() < 0.5) {
            write(writer, "k-" + random.nextInt(keys));
        }
        for (int to = 0; to < 2; to++) {
            for (String key : List.copyOf(onTheWay.get(to).keySet())) {
                if (random.nextDouble() < delivery) {
                    deliver(to, key);
                }
            }
        }
    }

    private void write(int replica, String key) {
        @Nullable Version before = held.get(replica).get(key);
        @Nullable Item image = image(key);
        if (ItemVersion.of(image).equals(ItemVersion.of(before == null ? null : before.image()))) {
            // A write that changes nothing shows in no stream, and nothing of it is replicated.
            return;
        }
        long stamp = nowMillis + skewMillis[replica];
        if (before != null) {
            // A Region's write is newer than what that Region knew, whatever its clock says.
            stamp = Math.max(stamp, before.stampMillis() + 1);
        }
        Version version = new Version(writes++, replica, stamp, before, image);
        written.computeIfAbsent(key, none -> new ArrayList<>()).add(version);
        log(replica, key, before == null ? null : before.image(), image);
        held.get(replica).put(key, version);
        onTheWay.get(1 - replica)
                .computeIfAbsent(key, none -> new ArrayDeque<>())
                .add(version);
    }

    private @Nullable Item image(String key) {
        boolean statesComeBack = distinctImages > 0 || !handOver.equals(HAND_OVER);
        if (statesComeBack && random.nextInt(12) == 0) {
            return null;
        }
        int value = distinctImages == 0 ? 1_000_000 + writes : random.nextInt(distinctImages);
        return new Item(Map.of(
                "id", new AttributeValue.Text(key), "value", new AttributeValue.Numeric(Integer.toString(value))));
    }

    private boolean deliver(int to, String key) {
        @Nullable Deque<Version> queue = onTheWay.get(to).get(key);
        if (queue == null || queue.isEmpty()) {
            return false;
        }
        Version arriving = queue.removeFirst();
        while (combines && !queue.isEmpty() && random.nextBoolean()) {
            arriving = queue.removeFirst();
        }
        @Nullable Version standing = held.get(to).get(key);
        if (arriving.winsOver(standing)) {
            log(to, key, standing == null ? null : standing.image(), arriving.image());
            held.get(to).put(key, arriving);
        }
        return true;
    }

    private void log(int replica, String key, @Nullable Item before, @Nullable Item after) {
        if (ItemVersion.of(before).equals(ItemVersion.of(after))) {
            return;
        }
        Instant stamp = Instant.ofEpochMilli(nowMillis + skewMillis[replica]).truncatedTo(ChronoUnit.SECONDS);
        logs.get(replica)
                .add(new Change(
                        new ChangePosition("2026-11-01T00:00:00.000", "shard-0", Integer.toString(sequence++)),
                        stamp,
                        new Item(Map.of("id", new AttributeValue.Text(key))),
                        before,
                        after,
                        ChangeOrigin.WRITE));
    }

    List<Change> log(int replica) {
        List<Change> shuffled = new ArrayList<>(logs.get(replica));
        Collections.shuffle(shuffled, new Random(7));
        return shuffled;
    }

    HandOver handOver() {
        return handOver;
    }

    Set<String> keys() {
        return written.keySet();
    }

    boolean equal() {
        return keys().stream().allMatch(key -> ItemVersion.of(image(0, key)).equals(ItemVersion.of(image(1, key))));
    }

    private @Nullable Item image(int replica, String key) {
        @Nullable Version version = held.get(replica).get(key);
        return version == null ? null : version.image();
    }

    /** Both logs of each item, for people. */
    @Override
    public String toString() {
        return keys().stream().map(key -> key + "\n" + told(key)).collect(java.util.stream.Collectors.joining());
    }

    private String told(String key) {
        StringBuilder told = new StringBuilder();
        for (int replica = 0; replica < 2; replica++) {
            told.append(replica == 0 ? HAND_OVER.left() : HAND_OVER.entered()).append('\n');
            for (Change change : logs.get(replica)) {
                if (change.keys().equals(new Item(Map.of("id", new AttributeValue.Text(key))))) {
                    told.append(
                            "  %s %s -> %s%n".formatted(change.at(), value(change.before()), value(change.after())));
                }
            }
        }
        return told.toString();
    }

    private static String value(@Nullable Item image) {
        return image != null && image.attribute("value") instanceof AttributeValue.Numeric number
                ? number.value()
                : "none";
    }

    /** The writes that nothing which stands was built on, and on which no other write was made. */
    List<Version> lost(String key) {
        Set<Version> kept = lineage(held.get(0).get(key));
        Set<Version> builtOn = new HashSet<>();
        written.getOrDefault(key, List.of()).forEach(version -> {
            Version parent = version.parent();
            if (parent != null) {
                builtOn.add(parent);
            }
        });
        return written.getOrDefault(key, List.of()).stream()
                .filter(version -> !kept.contains(version) && !builtOn.contains(version))
                .toList();
    }

    /** A write and everything that its writers had seen. */
    static Set<Version> lineage(@Nullable Version version) {
        Set<Version> lineage = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        @Nullable Version next = version;
        while (next != null) {
            lineage.add(next);
            next = next.parent();
        }
        return lineage;
    }

    /** Whether what stands came by way of that same state, seen from the last write that both ways have in common. */
    boolean sameStateOnTheWay(String key, Version lost) {
        Set<Version> ofLost = lineage(lost);
        @Nullable Version next = held.get(0).get(key);
        while (next != null) {
            if (ItemVersion.of(next.image()).equals(ItemVersion.of(lost.image()))) {
                return true;
            }
            if (ofLost.contains(next)) {
                return false;
            }
            next = next.parent();
        }
        return lost.image() == null;
    }
}
