package dev.dynamorecovery.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.TableLog;
import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.failover.reconcile.InMemoryLossResolutions;
import dev.dynamorecovery.core.failover.reconcile.ReconciledTable;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.replay.ItemWrite;
import dev.dynamorecovery.core.replay.work.ReplayTarget;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostWriteReconcilerTest {

    private static final Instant HANDED_OVER = Instant.parse("2026-11-23T01:00:00Z");
    private static final KeySchema SCHEMA = KeySchema.of("id");
    private static final Item KEYS = new Item(Map.of("id", new AttributeValue.Text("k")));

    private final InMemoryControlRecords records = new InMemoryControlRecords();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final InMemoryLossResolutions resolutions = new InMemoryLossResolutions();
    private final List<Change> inLeft = new ArrayList<>();
    private final List<Change> inEntered = new ArrayList<>();
    private final Serving serving = new Serving();
    private Instant now = HANDED_OVER.plusSeconds(600);
    private final LostWriteReconciler reconciler = new LostWriteReconciler(
            new GroupPlans(FailoverGroups.parse("orders=orders"), new PackagedPlans()),
            records,
            resolutions,
            asked -> new ReconciledTable("orders", SCHEMA, log(inLeft), log(inEntered), key -> false, Item::hashCode),
            (handOver, table) -> serving,
            new StoredDocuments(evidence),
            () -> now);
    private ControlRecord record =
            ControlRecord.first("orders", "us-east-1", Duration.ofSeconds(10), "a test", HANDED_OVER.minusSeconds(60));
    private int sequence = 100;

    /** The serving Region's table. */
    private static final class Serving implements ReplayTarget {

        private final Map<ItemKey, Item> items = new HashMap<>();

        @Override
        public Map<ItemKey, Item> read(Collection<ItemKey> keys) {
            return items;
        }

        @Override
        public List<Boolean> write(List<ItemWrite> writes) {
            return writes.stream()
                    .map(write -> {
                        Item found = items.get(write.key());
                        if (write instanceof ItemWrite.Change change && found != null) {
                            items.put(
                                    write.key(), change.edits().appliedTo(found).orElseThrow());
                        }
                        return true;
                    })
                    .toList();
        }
    }

    private static TableLog log(List<Change> changes) {
        return new TableLog() {
            @Override
            public List<Gap> gaps(TimeSpan span) {
                return List.of();
            }

            @Override
            public List<TimeSpan> slices(TimeSpan span, int mostChanges) {
                return List.of(span);
            }

            @Override
            public List<Gap> read(TimeSpan span, Consumer<Change> sink) {
                changes.forEach(sink);
                return List.of();
            }
        };
    }

    private void apply(ControlCommand command, int second) {
        Transition transition =
                new ControlTransitions(Duration.ofSeconds(5)).apply(record, command, HANDED_OVER.plusSeconds(second));
        assertThat(transition).isInstanceOf(Transition.Applied.class);
        ControlRecord after = ((Transition.Applied) transition).after();
        assertThat(records.replace(record, after)).isTrue();
        record = after;
    }

    private static Item state(String value) {
        return new Item(Map.of("id", new AttributeValue.Text("k"), "value", new AttributeValue.Text(value)));
    }

    private void change(List<Change> log, int second, String before, String after) {
        log.add(new Change(
                new ChangePosition("2026-11-01T00:00:00.000", "shard-0", Integer.toString(sequence++)),
                HANDED_OVER.plusSeconds(second),
                KEYS,
                state(before),
                state(after),
                ChangeOrigin.WRITE));
    }

    @BeforeEach
    void loseAWrite() {
        records.create(record);
        apply(new ControlCommand.TakeClaim(1, "c", "orders-1", Purpose.FAILOVER, "us-east-2", true, null), -30);
        apply(new ControlCommand.Fence(2, "c"), -29);
        apply(new ControlCommand.StartLeaseWait(2, "c"), -28);
        apply(new ControlCommand.Switch(2, "c", null), 0);
        change(inLeft, -10, "first", "lost");
        change(inLeft, 300, "lost", "winner");
        change(inEntered, 30, "first", "winner");
        serving.items.put(ItemKey.of(KEYS, SCHEMA), state("winner"));
    }

    private ListedWrite listed() {
        return reconciler.listing("orders", false).writes().getFirst();
    }

    private LostWriteReconciler.Resolved resolve(String resolution, String id, String holding) {
        return reconciler
                .resolve(new LostWriteRequest.Resolve(
                        "orders", resolution, List.of(new LostWriteRequest.Chosen(id, holding)), "ada"))
                .getFirst();
    }

    @Test
    void shouldKeepALostWriteOnAPersonsWordAndThenBeClear() {
        assertThat(reconciler.status("orders").status()).isEqualTo("Unresolved");

        assertThat(resolve("Keep", listed().id(), listed().holding()).outcome()).isEqualTo("Resolved");

        assertThat(serving.items.values()).containsExactly(state("lost"));
        assertThat(reconciler.status("orders").clear()).isTrue();
        assertThat(resolutions.of("orders"))
                .singleElement()
                .satisfies(one -> assertThat(one.by()).isEqualTo("ada"));
        assertThat(evidence.list("failovers/orders/lost-writes/")).hasSize(1);
    }

    @Test
    void shouldWriteNothingOverWhatThePersonHasNotSeen() {
        ListedWrite before = listed();
        serving.items.put(ItemKey.of(KEYS, SCHEMA), state("newer"));

        assertThat(resolve("Keep", before.id(), before.holding()).outcome()).isEqualTo("ChangedMeanwhile");
        assertThat(serving.items.values()).containsExactly(state("newer"));
        assertThat(resolutions.of("orders")).isEmpty();
    }

    @Test
    void shouldRecordADecisionThatWasWrittenBeforeACrash() {
        ListedWrite before = listed();
        serving.items.put(ItemKey.of(KEYS, SCHEMA), state("lost"));

        assertThat(resolve("Keep", before.id(), before.holding()).outcome()).isEqualTo("Resolved");
    }

    @Test
    void shouldLetTheFirstDecisionStand() {
        ListedWrite before = listed();
        resolve("Discard", before.id(), before.holding());

        assertThat(resolve("Keep", before.id(), before.holding()).outcome()).isEqualTo("ResolvedBefore");
        assertThat(serving.items.values()).containsExactly(state("winner"));
    }

    @Test
    void shouldRefuseALossThatIsNotListed() {
        assertThat(resolve("Discard", "0000000000000000", "").outcome()).isEqualTo("Refused");
        assertThat(resolutions.of("orders")).isEmpty();
    }

    @Test
    void shouldShowNoValuesUnlessAsked() {
        assertThat(listed().differences()).singleElement().asString().doesNotContain("winner");
        assertThat(reconciler.listing("orders", true).writes().getFirst().differences())
                .singleElement()
                .asString()
                .contains("winner")
                .contains("lost");
    }

    @Test
    void shouldLetAPlannedMoveFollowOnAnotherAndTellWhatMayBeLostForADay() {
        resolve("Discard", listed().id(), listed().holding());
        apply(new ControlCommand.Conclude(2, "c", true, ""), 1);
        apply(new ControlCommand.Acknowledge(2, "ada"), 2);
        apply(new ControlCommand.Unfence(2, "ada", "us-east-1", "equal"), 3);
        change(inLeft, 400, "winner", "late");
        change(inEntered, 390, "winner", "second");
        change(inEntered, 401, "second", "late");

        assertThat(reconciler.status("orders").status()).isEqualTo("NoFailover");
        assertThat(reconciler.listing("orders", false).handOvers())
                .singleElement()
                .satisfies(handOver -> assertThat(handOver.open()).isFalse());
        assertThat(reconciler.listing("orders", false).status().status()).isEqualTo("Unresolved");
        now = HANDED_OVER.plus(LostWriteReconciler.LOOKED_AT_FOR);
        assertThat(reconciler.listing("orders", false).handOvers()).isEmpty();
    }
}
