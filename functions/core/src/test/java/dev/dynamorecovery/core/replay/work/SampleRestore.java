package dev.dynamorecovery.core.replay.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random history, and a copy that holds each item in some state of the second around the restore point. */
final class SampleRestore {

    final Random random;
    final SampleReplay live = new SampleReplay();
    final Instant restoredTo;
    private final Instant end;
    final InMemoryReplayTarget copy = new InMemoryReplayTarget(SampleReplay.SCHEMA);

    SampleRestore(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            step();
        }
        restoredTo = live.now();
        for (int i = 0; i < 60; i++) {
            step();
        }
        end = live.tick();
        restore();
    }

    private void step() {
        String id = "item-" + random.nextInt(6);
        int kind = random.nextInt(12);
        if (kind == 0) {
            live.delete(id);
        } else if (kind == 1) {
            live.put(SampleReplay.item("heartbeat", Map.of("beat", "" + random.nextInt())));
        } else {
            Map<String, String> texts = new HashMap<>();
            for (String name : List.of("a", "b", "map.x", "map.y", "other.z")) {
                if (random.nextBoolean()) {
                    texts.put(name, "" + random.nextInt(3));
                }
            }
            live.put(SampleReplay.item(id, texts));
        }
        if (random.nextInt(3) == 0) {
            live.tick();
        }
    }

    private void restore() {
        Map<ItemKey, List<Change>> byKey = new HashMap<>();
        live.changes.forEach(change -> byKey.computeIfAbsent(
                        ItemKey.of(change.keys(), SampleReplay.SCHEMA), key -> new ArrayList<>())
                .add(change));
        byKey.forEach((key, changes) -> {
            List<@Nullable Item> possible = new ArrayList<>();
            @Nullable Item state = null;
            for (Change change : changes) {
                if (change.at().isBefore(restoredTo.minusSeconds(1))) {
                    state = change.after();
                }
            }
            possible.add(state);
            changes.stream()
                    .filter(change -> !change.at().isBefore(restoredTo.minusSeconds(1))
                            && !change.at().isAfter(restoredTo))
                    .forEach(change -> possible.add(change.after()));
            @Nullable Item restored = possible.get(random.nextInt(possible.size()));
            if (restored != null) {
                copy.put(restored);
            }
        });
    }

    ReplayJob job(String execution) {
        return SampleReplay.job(
                ReplayJob.Operation.ROLL_FORWARD,
                new TimeSpan(restoredTo.minusSeconds(1), end),
                Exclusion.NOTHING,
                false,
                execution);
    }

    InMemoryReplayLog log() {
        return new InMemoryReplayLog(live.changes, 1);
    }

    Map<ItemKey, Item> withoutHeartbeat(Map<ItemKey, Item> items) {
        Map<ItemKey, Item> data = new HashMap<>(items);
        data.remove(SampleReplay.key("heartbeat"));
        return data;
    }

    void assertCaughtUp() {
        assertThat(withoutHeartbeat(copy.items())).isEqualTo(withoutHeartbeat(live.items()));
    }
}
