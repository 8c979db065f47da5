package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table with its whole history: what it held at any instant, and what its stream said. */
final class DerivationModel {

    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    static final Duration LENGTH = Duration.ofMinutes(5);
    static final String HEARTBEAT = "heartbeat";
    static final String STREAM = "2026-11-22T09:00:00.000";

    /** A change, and when it was truly made: the stream may have cut that to the second. */
    record Event(Instant madeAt, String id, Change change) {}

    private final List<Event> events = new ArrayList<>();

    /** A history of {@code changes} random changes of {@code ids} items, and of a heartbeat. */
    DerivationModel(long seed, int ids, int changes, boolean wholeSeconds) {
        Random random = new Random(seed);
        Map<String, Item> state = new TreeMap<>();
        List<Instant> times = random.longs(changes, 0, LENGTH.toMillis())
                .sorted()
                .mapToObj(BEGIN::plusMillis)
                .toList();
        for (int number = 0; number < changes; number++) {
            Instant at = times.get(number);
            boolean beat = random.nextInt(10) == 0;
            String id = beat ? HEARTBEAT : "k%02d".formatted(random.nextInt(ids));
            @Nullable Item before = state.get(id);
            boolean deletes = !beat && before != null && random.nextInt(4) == 0;
            @Nullable
            Item after = deletes ? null : item(id, "v" + (random.nextInt(3) == 0 ? random.nextInt(3) : number));
            if (Objects.equals(before, after)) {
                continue;
            }
            if (after == null) {
                state.remove(id);
            } else {
                state.put(id, after);
            }
            events.add(new Event(
                    at,
                    id,
                    new Change(
                            new ChangePosition(
                                    STREAM, "shardId-" + Math.floorMod(id.hashCode(), 3), "%021d".formatted(number)),
                            wholeSeconds ? at.truncatedTo(ChronoUnit.SECONDS) : at,
                            new Item(Map.of("id", new AttributeValue.Text(id))),
                            before,
                            after,
                            deletes && random.nextBoolean() ? ChangeOrigin.TIME_TO_LIVE : ChangeOrigin.WRITE)));
        }
    }

    List<Event> events() {
        return events;
    }

    List<Change> changes() {
        return events.stream().map(Event::change).toList();
    }

    /** What the table held before the instant, the heartbeat included. */
    Map<String, Item> stateBefore(Instant instant) {
        Map<String, Item> state = new TreeMap<>();
        for (Event event : events) {
            if (event.madeAt().isBefore(instant)) {
                @Nullable Item after = event.change().after();
                if (after == null) {
                    state.remove(event.id());
                } else {
                    state.put(event.id(), after);
                }
            }
        }
        return state;
    }

    /** The same without the heartbeat. */
    Map<String, Item> dataBefore(Instant instant) {
        Map<String, Item> state = stateBefore(instant);
        state.remove(HEARTBEAT);
        return state;
    }

    static Item item(String id, String value) {
        return new Item(Map.of("id", new AttributeValue.Text(id), "value", new AttributeValue.Text(value)));
    }

    static String id(Item item) {
        return ((AttributeValue.Text) Objects.requireNonNull(item.attribute("id"))).value();
    }
}
