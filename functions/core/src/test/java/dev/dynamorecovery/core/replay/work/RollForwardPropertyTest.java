package dev.dynamorecovery.core.replay.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.ConflictCause;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class RollForwardPropertyTest {

    @Property(tries = 150, seed = "7")
    void shouldEndInTheStateOfTheLiveTable(@ForAll long seed) {
        SampleRestore restored = new SampleRestore(seed);

        ReplayTally tally = SampleReplay.run(restored.job("one"), restored.log(), restored.copy, SampleReplay.work());

        restored.assertCaughtUp();
        assertThat(tally.conflicting()).isZero();
        assertThat(tally.written()).isEqualTo(restored.copy.writes());
        ReplayTally again = SampleReplay.run(restored.job("two"), restored.log(), restored.copy, SampleReplay.work());
        assertThat(again.written()).isZero();
        assertThat(again.inPlace()).isEqualTo(again.items());
    }

    @Property(tries = 25, seed = "7")
    void shouldEndInTheSameStateWhereverItIsKilled(@ForAll long seed) {
        SampleRestore whole = new SampleRestore(seed);
        SampleReplay.run(whole.job("whole"), whole.log(), whole.copy, SampleReplay.work());
        for (int kill = 0; kill < whole.copy.writes(); kill++) {
            for (boolean afterWriting : List.of(true, false)) {
                SampleRestore restored = new SampleRestore(seed);
                StoredDocuments work = SampleReplay.work();
                restored.copy.dieAfter(kill, afterWriting);
                try {
                    SampleReplay.run(restored.job("one"), restored.log(), restored.copy, work);
                } catch (InMemoryReplayTarget.Killed killed) {
                    restored.copy.revive();
                }

                SampleReplay.run(restored.job("one"), restored.log(), restored.copy, work);

                restored.assertCaughtUp();
            }
        }
    }

    @Property(tries = 100, seed = "7")
    void shouldLeaveAnItemAloneThatSomebodyElseChangedInTheCopy(@ForAll long seed) {
        SampleRestore restored = new SampleRestore(seed);
        Item foreign = SampleReplay.item("item-1", Map.of("a", "written by somebody else"));
        boolean concerned = restored.live.changes.stream()
                .anyMatch(change -> !change.at().isBefore(restored.restoredTo.minusSeconds(1))
                        && ItemKey.of(change.keys(), SampleReplay.SCHEMA).equals(SampleReplay.key("item-1")));
        restored.copy.put(foreign);

        ReplayTally tally = SampleReplay.run(restored.job("one"), restored.log(), restored.copy, SampleReplay.work());

        assertThat(restored.copy.items()).containsEntry(SampleReplay.key("item-1"), foreign);
        assertThat(tally.conflicts()).isEqualTo(concerned ? Map.of(ConflictCause.UNKNOWN_STATE, 1L) : Map.of());
    }

    @Property(tries = 100, seed = "7")
    void shouldNeverLoseAValueThatIsWrittenMeanwhile(@ForAll long seed) {
        SampleRestore restored = new SampleRestore(seed);
        Set<ItemKey> foreign = new HashSet<>();
        restored.copy.beforeWriting(() -> {
            String id = "item-" + restored.random.nextInt(6);
            Item item = SampleReplay.item(id, Map.of("a", "written meanwhile"));
            restored.copy.put(item);
            foreign.add(SampleReplay.key(id));
        });

        SampleReplay.run(restored.job("one"), restored.log(), restored.copy, SampleReplay.work());

        assertThat(foreign)
                .allSatisfy(key -> assertThat(restored.copy.items().get(key))
                        .isNotNull()
                        .extracting(item -> item.attribute("a"))
                        .isEqualTo(new AttributeValue.Text("written meanwhile")));
    }

    @Property(tries = 100, seed = "7")
    void shouldReportAMissingChangeAndWriteNothingOfItsItem(@ForAll long seed) {
        SampleRestore restored = new SampleRestore(seed);
        List<Change> replayed = restored.live.changes.stream()
                .filter(change -> !change.at().isBefore(restored.restoredTo.minusSeconds(1)))
                .toList();
        Map<ItemKey, List<Change>> byKey = new HashMap<>();
        replayed.forEach(change -> byKey.computeIfAbsent(
                        ItemKey.of(change.keys(), SampleReplay.SCHEMA), key -> new ArrayList<>())
                .add(change));
        byKey.remove(SampleReplay.key("heartbeat"));
        for (Map.Entry<ItemKey, List<Change>> item : byKey.entrySet()) {
            List<Change> history = item.getValue();
            if (history.size() < 3
                    || Objects.equals(history.get(1).before(), history.get(1).after())) {
                continue;
            }
            List<Change> without = new ArrayList<>(restored.live.changes);
            without.remove(history.get(1));
            @Nullable Item before = restored.copy.items().get(item.getKey());

            ReplayTally tally = SampleReplay.run(
                    restored.job("one"), new InMemoryReplayLog(without, 1), restored.copy, SampleReplay.work());

            assertThat(tally.conflicts()).containsEntry(ConflictCause.CHANGE_MISSING, 1L);
            assertThat(restored.copy.items().get(item.getKey())).isEqualTo(before);
            return;
        }
    }
}
