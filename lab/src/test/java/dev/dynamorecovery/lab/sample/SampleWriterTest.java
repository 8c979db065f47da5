package dev.dynamorecovery.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SampleWriterTest {

    @SuppressWarnings("NullAway.Init")
    private static SampleTablesFixture tables;

    private final SampleStore store = new SampleStore(tables.dynamoDb, SampleTablesFixture.NAMES, 4);
    private SampleModel model = new SampleModel();

    @BeforeAll
    static void start() throws IOException {
        tables = new SampleTablesFixture();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void seed() throws InterruptedException {
        store.empty(deleted -> {});
        List<SampleItem> items = new SampleGenerator(11).items(600);
        model = SampleGeneratorTest.modelOf(items);
        store.load(items, written -> {});
    }

    @Test
    void shouldHoldInTheTablesExactlyWhatTheModelSaysWheneverItIsHeldStill() throws InterruptedException {
        try (SampleWriter writer = new SampleWriter(store, model, Clock.systemUTC(), 3, 4, Duration.ZERO)) {
            writer.start();
            for (int round = 1; round <= 3; round++) {
                writer.awaitChanges(80L * round, round);
                writer.pause();

                SampleInvariants.assertHold(model);
                for (SampleTable table : SampleTable.values()) {
                    assertThat(differenceOf(table, model).isEmpty())
                            .as("%s in round %d", table, round)
                            .isTrue();
                }
                assertThat(writer.counts().conflicts()).isZero();
                writer.resume();
            }
        }
        assertThat(model.itemsOf(SampleTable.ORDERS)).isNotEmpty();
    }

    @Test
    void shouldChangeNothingWhileItIsHeldStill() throws InterruptedException {
        try (SampleWriter writer = new SampleWriter(store, model, Clock.systemUTC(), 3, 4, Duration.ZERO)) {
            writer.start();
            writer.awaitChanges(40, 0);
            writer.pause();
            long changes = writer.counts().changes();
            SampleModel copy = model.copy();

            assertThat(differenceOf(SampleTable.ORDERS, copy).isEmpty()).isTrue();

            assertThat(writer.counts().changes()).isEqualTo(changes);
        }
    }

    @Test
    void shouldLeaveExactlyTheDamageThatTheCorruptorCounts() throws InterruptedException {
        List<SampleItem> erased;
        try (SampleWriter writer = new SampleWriter(store, model, Clock.systemUTC(), 5, 2, Duration.ZERO)) {
            writer.start();
            writer.awaitChanges(50, 4);
            writer.pause();
            erased = writer.deletedOrders();
            writer.stop();
        }

        Corruption corruption = new SampleCorruptor(store, 9).corrupt(model, 20, 10, erased.subList(0, 4), done -> {});

        SampleDifference difference = differenceOf(SampleTable.ORDERS, model);
        assertThat(difference.different()).isEqualTo(corruption.overwritten()).hasSize(20);
        assertThat(difference.missing()).isEqualTo(corruption.deleted()).hasSize(10);
        assertThat(difference.extra())
                .isEqualTo(corruption.resurrected())
                .isEqualTo(new TreeSet<>(
                        erased.subList(0, 4).stream().map(SampleItem::keyText).toList()));
    }

    @Test
    void shouldNotFailButCountWhenSomebodyElseChangesItsItems() throws InterruptedException {
        try (SampleWriter writer = new SampleWriter(store, model, Clock.systemUTC(), 3, 2, Duration.ZERO)) {
            for (String key : model.itemsOf(SampleTable.ORDERS).keySet()) {
                store.destroy(new SampleItem(
                        SampleTable.ORDERS, model.itemsOf(SampleTable.ORDERS).getOrDefault(key, Map.of())));
            }
            writer.start();
            writer.awaitChanges(60, 0);
            writer.pause();

            assertThat(writer.counts().conflicts()).isPositive();
        }
    }

    @Test
    void shouldKnowWhatTheTablesHeldWhileItWasAtWork() throws InterruptedException {
        try (SampleWriter writer = new SampleWriter(store, model, Clock.systemUTC(), 3, 4, Duration.ZERO)) {
            writer.start();
            writer.awaitChanges(60, 0);
            writer.pause();
            List<Map<String, AttributeValue>> then = store.scan(SampleTable.ORDERS, "orders");
            Instant instant = Instant.now();
            writer.resume();
            writer.awaitChanges(writer.counts().changes() + 60, 2);

            PossibleStates states = writer.history().between(SampleTable.ORDERS, model, instant, instant);

            assertThat(SampleDifference.between(SampleTable.ORDERS, states, then))
                    .isEqualTo(new SampleDifference(Set.of(), Set.of(), Set.of()));
            writer.pause();
            assertThat(SampleDifference.between(SampleTable.ORDERS, states, store.scan(SampleTable.ORDERS, "orders"))
                            .isEmpty())
                    .isFalse();
        }
    }

    @Test
    void shouldDoItsDamageAmongTheChangesOfOthersAndUndoNoneOfThem() throws InterruptedException {
        try (SampleWriter writer = new SampleWriter(store, model, Clock.systemUTC(), 5, 2, Duration.ZERO)) {
            writer.start();
            writer.awaitChanges(50, 2);

            BadChanges bad = new SampleCorruptor(store, 9)
                    .corruptAmongOthers(model, 40, writer.deletedOrders().subList(0, 2), done -> {});
            writer.awaitChanges(writer.counts().changes() + 50, 0);
            writer.pause();

            assertThat(bad.changeCount()).isEqualTo(42);
            assertThat(writer.counts().conflicts()).isZero();
            assertThat(bad.keys())
                    .containsAll(differenceOf(SampleTable.ORDERS, model).keys());
            assertThat(differenceOf(SampleTable.ORDERS, model).extra()).isEqualTo(bad.created());
        }
    }

    @Test
    void shouldTakeNoHeartbeatForDataAndDeleteNone() throws InterruptedException {
        Map<String, AttributeValue> heartbeat = Map.of(
                "userId",
                AttributeValue.fromS("recovery:heartbeat#us-east-1"),
                "orderId",
                AttributeValue.fromS("recovery:heartbeat"));
        tables.dynamoDb.putItem(request -> request.tableName("orders").item(heartbeat));

        assertThat(differenceOf(SampleTable.ORDERS, model).isEmpty()).isTrue();
        store.empty(deleted -> {});
        assertThat(store.anyOf(SampleTable.ORDERS, "orders")).isEmpty();
        assertThat(tables.dynamoDb.scan(request -> request.tableName("orders")).items())
                .containsExactly(heartbeat);
    }

    private SampleDifference differenceOf(SampleTable table, SampleModel truth) throws InterruptedException {
        return SampleDifference.between(table, truth.itemsOf(table), store.scan(table, store.nameOf(table)));
    }
}
