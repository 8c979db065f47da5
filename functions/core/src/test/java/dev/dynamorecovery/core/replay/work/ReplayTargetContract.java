package dev.dynamorecovery.core.replay.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.ItemEdits;
import dev.dynamorecovery.core.replay.ItemWrite;
import dev.dynamorecovery.core.replay.ReplayDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every table that is replayed onto. Its key is the text attribute {@code id}. */
public abstract class ReplayTargetContract {

    private static final Map<String, AttributeValue> EVERY_TYPE = Map.of(
            "number", new AttributeValue.Numeric("-1.50"),
            "bytes", new AttributeValue.Binary(new byte[] {0, -1}),
            "yes", new AttributeValue.Bool(true),
            "nothing", new AttributeValue.Null(),
            "texts", new AttributeValue.TextSet(List.of("b", "a")),
            "numbers", new AttributeValue.NumericSet(List.of("2", "1.0")),
            "blobs", new AttributeValue.BinarySet(List.of(new byte[] {1}, new byte[] {2})),
            "list", new AttributeValue.ListOf(List.of(new AttributeValue.Text(""), new AttributeValue.Null())),
            "status", new AttributeValue.Text("reserved word"));

    protected abstract ReplayTarget target();

    /** Puts an item, as an application does. */
    protected abstract void put(Item item);

    @Test
    void shouldChangeValuesOfEveryTypeAndLeaveOthersAlone() {
        Item before = item("types", EVERY_TYPE);
        Map<String, AttributeValue> others = new HashMap<>();
        EVERY_TYPE.forEach((name, value) -> others.put(name, new AttributeValue.Text("was " + name)));
        Item after = item("types", others);
        put(before);

        assertThat(write(new ItemWrite.Change(key("types"), ItemEdits.between(before, after))))
                .isTrue();
        assertThat(read("types")).isEqualTo(after);
        assertThat(write(new ItemWrite.Change(key("types"), ItemEdits.between(after, before))))
                .isTrue();
        assertThat(read("types")).isEqualTo(before);
    }

    @Test
    void shouldKeepWhatSomebodyWroteBeside() {
        Item read = item("beside", Map.of("a", text("1")));
        put(item("beside", Map.of("a", text("1"), "b", text("somebody's"))));

        assertThat(write(new ItemWrite.Change(
                        key("beside"), ItemEdits.between(read, item("beside", Map.of("a", text("2")))))))
                .isTrue();
        assertThat(read("beside")).isEqualTo(item("beside", Map.of("a", text("2"), "b", text("somebody's"))));
    }

    @Test
    void shouldNotWriteOverAValueThatChanged() {
        Item read = item("changed", Map.of("a", text("1"), "b", text("1")));
        Item now = item("changed", Map.of("a", text("1"), "b", text("somebody's")));
        put(now);

        assertThat(write(new ItemWrite.Change(
                        key("changed"),
                        ItemEdits.between(read, item("changed", Map.of("a", text("2"), "b", text("2")))))))
                .isFalse();
        assertThat(write(new ItemWrite.Change(
                        key("changed"),
                        ItemEdits.between(item("changed", Map.of()), item("changed", Map.of("b", text("2")))))))
                .isFalse();
        assertThat(read("changed")).isEqualTo(now);
    }

    @Test
    void shouldChangeEntriesOfMapsAndLeaveTheirNeighboursAlone() {
        Item read = item("maps", Map.of("map", map(Map.of("x", text("1"), "gone", text("1")))));
        put(item("maps", Map.of("map", map(Map.of("x", text("1"), "gone", text("1"), "y", text("somebody's"))))));

        assertThat(write(new ItemWrite.Change(
                        key("maps"),
                        ItemEdits.between(
                                read, item("maps", Map.of("map", map(Map.of("x", text("2"), "new", text("2")))))))))
                .isTrue();
        assertThat(read("maps"))
                .isEqualTo(item(
                        "maps", Map.of("map", map(Map.of("x", text("2"), "new", text("2"), "y", text("somebody's"))))));
    }

    @Test
    void shouldNotSetAnEntryWhereTheMapHasGone() {
        Item read = item("mapless", Map.of("map", map(Map.of())));
        put(item("mapless", Map.of("other", text("1"))));

        assertThat(write(new ItemWrite.Change(
                        key("mapless"),
                        ItemEdits.between(read, item("mapless", Map.of("map", map(Map.of("x", text("2")))))))))
                .isFalse();
    }

    @Test
    void shouldNotBringBackAnItemByChangingIt() {
        ItemEdits edits = ItemEdits.between(item("absent", Map.of()), item("absent", Map.of("a", text("1"))));

        assertThat(write(new ItemWrite.Change(key("absent"), edits))).isFalse();
        assertThat(target().read(List.of(key("absent")))).isEmpty();
    }

    @Test
    void shouldCreateOnlyWhereThereIsNone() {
        assertThat(write(new ItemWrite.Create(key("created"), item("created", EVERY_TYPE))))
                .isTrue();
        assertThat(write(new ItemWrite.Create(key("created"), item("created", Map.of()))))
                .isFalse();
        assertThat(read("created")).isEqualTo(item("created", EVERY_TYPE));
    }

    @Test
    void shouldDeleteOnlyWhatIsAsItWasRead() {
        Item item = item("deleted", EVERY_TYPE);
        put(item("deleted", Map.of("number", text("somebody's"))));
        assertThat(write(new ItemWrite.Delete(key("deleted"), item))).isFalse();

        put(item);
        assertThat(write(new ItemWrite.Delete(key("deleted"), item))).isTrue();
        assertThat(target().read(List.of(key("deleted")))).isEmpty();
    }

    @Test
    void shouldNotLoseAnAttributeThatWasAddedBeforeTheDeletion() {
        Item read = item("grown", Map.of("a", text("1")));
        Item grown = item("grown", Map.of("a", text("1"), "b", text("somebody's")));
        put(grown);

        assertThat(write(new ItemWrite.Delete(key("grown"), read))).isFalse();
        assertThat(read("grown")).isEqualTo(grown);
    }

    @Test
    void shouldHoldAsManyValuesInOneConditionAsAreEverWritten() {
        Map<String, AttributeValue> before = new HashMap<>();
        Map<String, AttributeValue> after = new HashMap<>();
        for (int i = 0; i < ReplayDecision.MOST_CONDITIONED_VALUES; i++) {
            before.put("attribute-with-a-long-name-" + i, text("before"));
            after.put("attribute-with-a-long-name-" + i, text("after"));
        }
        put(item("wide", before));

        assertThat(write(new ItemWrite.Change(
                        key("wide"), ItemEdits.between(item("wide", before), item("wide", after)))))
                .isTrue();
        assertThat(read("wide")).isEqualTo(item("wide", after));
    }

    @Test
    void shouldReadAndWriteMoreThanABatchAndAnswerInOrder() {
        List<ItemWrite> writes = new ArrayList<>();
        List<ItemKey> keys = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Item item = item("many-" + i, Map.of("a", text("" + i)));
            if (i % 2 == 0) {
                put(item);
            }
            keys.add(key("many-" + i));
            writes.add(new ItemWrite.Create(key("many-" + i), item));
        }

        List<Boolean> written = target().write(writes);

        for (int i = 0; i < 250; i++) {
            assertThat(written.get(i)).isEqualTo(i % 2 == 1);
        }
        assertThat(target().read(keys)).hasSize(250);
    }

    private boolean write(ItemWrite write) {
        return target().write(List.of(write)).getFirst();
    }

    private Item read(String id) {
        Map<ItemKey, Item> found = target().read(List.of(key(id)));
        assertThat(found).containsOnlyKeys(key(id));
        return found.values().iterator().next();
    }

    private static ItemKey key(String id) {
        return SampleReplay.key(id);
    }

    private static Item item(String id, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> all = new HashMap<>(attributes);
        all.put("id", text(id));
        return new Item(all);
    }

    private static AttributeValue text(String value) {
        return new AttributeValue.Text(value);
    }

    private static AttributeValue map(Map<String, AttributeValue> entries) {
        return new AttributeValue.MapOf(entries);
    }
}
