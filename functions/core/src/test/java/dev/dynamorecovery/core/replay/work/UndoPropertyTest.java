package dev.dynamorecovery.core.replay.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.ConflictCause;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** An undo is held against a model of its own: flat maps of texts, into which only the good writers write. */
class UndoPropertyTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "map.x", "map.y");

    /** Two good writers and a bad one at work on the same items. */
    private static final class Incident {

        private final Random random;
        private final SampleReplay live = new SampleReplay();
        private final Map<String, Map<String, String>> actual = new TreeMap<>();
        private final Map<String, Map<String, String>> wanted = new TreeMap<>();
        private final Set<String> undecided = new HashSet<>();
        private final InMemoryReplayTarget table = new InMemoryReplayTarget(SampleReplay.SCHEMA);
        private final Instant from;
        private final Instant until;

        Incident(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 40; i++) {
                write(random.nextBoolean() ? "good" : "better", false);
            }
            from = live.tick();
            for (int i = 0; i < 60; i++) {
                int who = random.nextInt(3);
                write(who == 0 ? "good" : who == 1 ? "better" : "bad", who == 2);
            }
            until = live.tick();
            for (int i = 0; i < 20; i++) {
                // After the window the bad writer's changes are kept like anybody's.
                write(random.nextInt(4) == 0 ? "bad" : "good", false);
            }
            live.tick();
            live.items().values().forEach(table::put);
        }

        private void write(String writer, boolean takenOut) {
            String id = "item-" + random.nextInt(8);
            @Nullable Map<String, String> before = actual.get(id);
            if (before != null && random.nextInt(10) == 0) {
                // Nobody can say who deleted: a deletion always stays.
                actual.remove(id);
                wanted.remove(id);
                undecided.remove(id);
                live.delete(id);
            } else {
                Map<String, String> after = before == null ? new HashMap<>() : new HashMap<>(before);
                after.put("map.always", "there");
                for (int i = 0; i <= random.nextInt(3); i++) {
                    String name = NAMES.get(random.nextInt(NAMES.size()));
                    if (random.nextInt(4) == 0) {
                        after.remove(name);
                    } else {
                        after.put(name, "" + random.nextInt(4));
                    }
                }
                after.put(SampleReplay.WRITER, writer);
                follow(id, before, after, takenOut);
                actual.put(id, after);
                live.put(SampleReplay.item(id, after));
            }
            if (random.nextInt(3) == 0) {
                live.tick();
            }
        }

        private void follow(
                String id, @Nullable Map<String, String> before, Map<String, String> after, boolean takenOut) {
            if (takenOut) {
                return;
            }
            if (before == null) {
                wanted.put(id, new HashMap<>(after));
                undecided.remove(id);
                return;
            }
            Set<String> names = new HashSet<>(before.keySet());
            names.addAll(after.keySet());
            names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
            @Nullable Map<String, String> target = wanted.get(id);
            if (target == null) {
                if (!names.isEmpty()) {
                    undecided.add(id);
                }
                return;
            }
            for (String name : names) {
                @Nullable String value = after.get(name);
                if (value == null) {
                    target.remove(name);
                } else {
                    target.put(name, value);
                }
            }
        }

        ReplayJob job(boolean dryRun, String execution) {
            return SampleReplay.job(
                    ReplayJob.Operation.UNDO,
                    new TimeSpan(from, live.now()),
                    SampleReplay.of("bad", new TimeSpan(from, until)),
                    dryRun,
                    execution);
        }

        InMemoryReplayLog log() {
            return new InMemoryReplayLog(live.changes, 2);
        }

        /** What the table has to hold: the model, and as they are the items that nobody can decide about. */
        Map<ItemKey, Item> expected() {
            Map<ItemKey, Item> expected = new HashMap<>();
            wanted.forEach((id, texts) -> expected.put(SampleReplay.key(id), SampleReplay.item(id, texts)));
            undecided.forEach(id -> expected.remove(SampleReplay.key(id)));
            undecided.forEach(id -> expected.put(SampleReplay.key(id), SampleReplay.item(id, actualOf(id))));
            return expected;
        }

        private Map<String, String> actualOf(String id) {
            return actual.getOrDefault(id, Map.of());
        }
    }

    @Property(tries = 250, seed = "11")
    void shouldTakeOutExactlyWhatTheBadWriterDid(@ForAll long seed) {
        Incident incident = new Incident(seed);

        ReplayTally tally = SampleReplay.run(incident.job(false, "one"), incident.log(), incident.table, work());

        assertThat(incident.table.items()).isEqualTo(incident.expected());
        assertThat(tally.conflicts())
                .isEqualTo(
                        incident.undecided.isEmpty()
                                ? Map.of()
                                : Map.of(ConflictCause.BUILT_ON_LEFT_OUT, (long) incident.undecided.size()));
        assertThat(tally.written()).isEqualTo(incident.table.writes());
    }

    @Property(tries = 200, seed = "11")
    void shouldWriteNothingInADryRunAndListWhatItWouldDo(@ForAll long seed) {
        Incident incident = new Incident(seed);
        Map<ItemKey, Item> before = incident.table.items();

        ReplayTally listed = SampleReplay.run(incident.job(true, "dry"), incident.log(), incident.table, work());

        assertThat(incident.table.items()).isEqualTo(before);
        assertThat(incident.table.writes()).isZero();
        ReplayTally done = SampleReplay.run(incident.job(false, "one"), incident.log(), incident.table, work());
        assertThat(done).isEqualTo(listed);
    }

    @Property(tries = 10, seed = "11")
    void shouldEndInTheSameStateWhereverItIsKilled(@ForAll long seed) {
        Incident whole = new Incident(seed);
        SampleReplay.run(whole.job(false, "whole"), whole.log(), whole.table, work());
        for (int kill = 0; kill < whole.table.writes(); kill++) {
            Incident incident = new Incident(seed);
            StoredDocuments work = work();
            incident.table.dieAfter(kill, kill % 2 == 0);
            try {
                SampleReplay.run(incident.job(false, "one"), incident.log(), incident.table, work);
            } catch (InMemoryReplayTarget.Killed killed) {
                incident.table.revive();
            }

            SampleReplay.run(incident.job(false, "one"), incident.log(), incident.table, work);

            assertThat(incident.table.items()).isEqualTo(whole.table.items());
        }
    }

    @Property(tries = 200, seed = "11")
    void shouldKeepWhatIsWrittenAfterTheLogWasRead(@ForAll long seed) {
        Incident incident = new Incident(seed);
        Map<ItemKey, Item> later = new HashMap<>();
        for (ItemKey key : incident.table.items().keySet()) {
            Map<String, AttributeValue> attributes =
                    new HashMap<>(incident.table.items().get(key).attributes());
            attributes.put("later", new AttributeValue.Text("good"));
            later.put(key, new Item(attributes));
        }
        later.values().forEach(incident.table::put);

        SampleReplay.run(incident.job(false, "one"), incident.log(), incident.table, work());

        incident.table.items().forEach((key, item) -> {
            if (later.containsKey(key)) {
                assertThat(item.attribute("later")).isNotNull();
            }
        });
        // An item that would have to go has been changed since: it stays, and is told.
        assertThat(incident.table.items().keySet()).containsAll(later.keySet());
    }

    private static StoredDocuments work() {
        return SampleReplay.work();
    }
}
