package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model of two replicas under last-writer-wins: it knows who wrote what on top of what, as nobody outside does, and keeps
 * the logs that the Regions' streams would tell.
 */
public final class LastWriterWins {

    /** One write, and what its writer had seen. */
    public record Version(
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

    private static final ItemVersion NOTHING = ItemVersion.of(null);

    private final long[] skewMillis;
    private final IdentityHashMap<Version, ItemVersion> states = new IdentityHashMap<>();
    private final List<Map<String, Version>> held = List.of(new HashMap<>(), new HashMap<>());
    private final List<Map<String, Deque<Version>>> onTheWay = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    private final List<List<Change>> logs = List.of(new ArrayList<>(), new ArrayList<>());
    private final Map<String, List<Version>> written = new HashMap<>();
    private int sequence = 1000;
    private int writes;

    /** @param skewMillis how far each replica's clock is off */
    public LastWriterWins(long... skewMillis) {
        this.skewMillis = skewMillis.clone();
    }

    /** Writes an item; nothing when it is so already, for that shows in no stream and is not replicated. */
    public Optional<Version> write(int replica, String key, @Nullable Item image, long nowMillis) {
        @Nullable Version before = held.get(replica).get(key);
        ItemVersion state = ItemVersion.of(image);
        if (state.equals(state(before))) {
            return Optional.empty();
        }
        long stamp = nowMillis + skewMillis[replica];
        if (before != null) {
            // A Region's write is newer than what that Region knew, whatever its clock says.
            stamp = Math.max(stamp, before.stampMillis() + 1);
        }
        Version version = new Version(writes++, replica, stamp, before, image);
        states.put(version, state);
        written.computeIfAbsent(key, none -> new ArrayList<>()).add(version);
        log(replica, key, before == null ? null : before.image(), image, nowMillis);
        held.get(replica).put(key, version);
        onTheWay.get(1 - replica)
                .computeIfAbsent(key, none -> new ArrayDeque<>())
                .add(version);
        return Optional.of(version);
    }

    /**
     * Brings the oldest write of an item that is on its way to a replica; false when there is none.
     *
     * @param passesOver asked before each further one whether it is brought in the place of the one before
     */
    public boolean deliver(int to, String key, long nowMillis, BooleanSupplier passesOver) {
        @Nullable Deque<Version> queue = onTheWay.get(to).get(key);
        if (queue == null || queue.isEmpty()) {
            return false;
        }
        Version arriving = queue.removeFirst();
        while (!queue.isEmpty() && passesOver.getAsBoolean()) {
            arriving = queue.removeFirst();
        }
        @Nullable Version standing = held.get(to).get(key);
        if (arriving.winsOver(standing) && !state(arriving).equals(state(standing))) {
            log(to, key, standing == null ? null : standing.image(), arriving.image(), nowMillis);
        }
        if (arriving.winsOver(standing)) {
            held.get(to).put(key, arriving);
        }
        return true;
    }

    private ItemVersion state(@Nullable Version version) {
        return version == null ? NOTHING : Objects.requireNonNull(states.get(version));
    }

    private void log(int replica, String key, @Nullable Item before, @Nullable Item after, long nowMillis) {
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

    /** What a replica's stream has told, in its order. */
    public List<Change> log(int replica) {
        return Collections.unmodifiableList(logs.get(replica));
    }

    /** The items of which something is on its way to a replica. */
    public List<String> onTheWay(int to) {
        return List.copyOf(onTheWay.get(to).keySet());
    }

    /** Every item that was ever written. */
    public Set<String> keys() {
        return written.keySet();
    }

    /** Whether both replicas hold the same. */
    public boolean equal() {
        return keys().stream().allMatch(key -> ItemVersion.of(image(0, key)).equals(ItemVersion.of(image(1, key))));
    }

    private @Nullable Item image(int replica, String key) {
        @Nullable Version version = held.get(replica).get(key);
        return version == null ? null : version.image();
    }

    @Nullable
    Version held(int replica, String key) {
        return held.get(replica).get(key);
    }

    /** Whether nothing of an item is on its way. */
    public boolean arrived(String key) {
        return onTheWay.stream().map(queues -> queues.get(key)).allMatch(queue -> queue == null || queue.isEmpty());
    }

    /** The writes that nothing which stands was built on, and on which no other write was made. */
    public List<Version> lost(String key) {
        Set<Version> kept = lineage(held.get(0).get(key));
        Set<Version> builtOn = Collections.newSetFromMap(new IdentityHashMap<>());
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
    public static Set<Version> lineage(@Nullable Version version) {
        Set<Version> lineage = Collections.newSetFromMap(new IdentityHashMap<>());
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

    /** Both logs of each item, for people. */
    @Override
    public String toString() {
        return keys().stream().map(key -> key + "\n" + told(key)).collect(Collectors.joining());
    }

    private String told(String key) {
        StringBuilder told = new StringBuilder();
        for (int replica = 0; replica < 2; replica++) {
            told.append("replica ").append(replica).append('\n');
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
}
