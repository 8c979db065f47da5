package dev.dynamorecovery.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.ItemDigester;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.WholeItem;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.AttributeValue.Binary;
import dev.dynamorecovery.core.item.AttributeValue.BinarySet;
import dev.dynamorecovery.core.item.AttributeValue.ListOf;
import dev.dynamorecovery.core.item.AttributeValue.MapOf;
import dev.dynamorecovery.core.item.AttributeValue.Numeric;
import dev.dynamorecovery.core.item.AttributeValue.NumericSet;
import dev.dynamorecovery.core.item.AttributeValue.Text;
import dev.dynamorecovery.core.item.AttributeValue.TextSet;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupComparisonTest {

    private static final KeySchema SCHEMA = KeySchema.of("id");

    private final ItemHasher hasher = new ItemHasher(HashKey.of(new byte[HashKey.BYTES]), SCHEMA);

    @Test
    void shouldNameMissingExtraAndDifferentItems() {
        List<ItemDifference> differences = compare(
                List.of(item("same"), item("lost"), item("changed", "v", new Numeric("1"))),
                List.of(item("same"), item("new"), item("changed", "v", new Numeric("2"))));

        assertThat(differences)
                .containsExactlyInAnyOrder(
                        new ItemDifference.Missing(key("lost")),
                        new ItemDifference.Extra(key("new")),
                        new ItemDifference.Different(
                                key("changed"),
                                List.of(new AttributeDifference.ChangedValue("v", redacted("N"), redacted("N")))));
    }

    @Test
    void shouldNotCallAValueWrittenAnotherWayADifference() {
        Item expected = item(
                "a",
                "v",
                new MapOf(Map.of(
                        "n", new Numeric("1.0"),
                        "s", new NumericSet(List.of("10", "2")),
                        "l", new ListOf(List.of(new Numeric("1E0"))))));
        Item actual = item(
                "a",
                "v",
                new MapOf(Map.of(
                        "n", new Numeric("1"),
                        "s", new NumericSet(List.of("2.0", "1E1")),
                        "l", new ListOf(List.of(new Numeric("001"))))));

        assertThat(compare(List.of(expected), List.of(actual))).isEmpty();
    }

    @Test
    void shouldNameEachKindOfChange() {
        assertThat(attribute(new Text("a"), new Text("b")))
                .isEqualTo(new AttributeDifference.ChangedValue("v", redacted("S"), redacted("S")));
        assertThat(attribute(new Text("1"), new Numeric("1")))
                .isEqualTo(new AttributeDifference.ChangedType("v", redacted("S"), redacted("N")));
        assertThat(attribute(new TextSet(List.of("a", "b")), new TextSet(List.of("b", "c", "d"))))
                .isEqualTo(new AttributeDifference.ChangedSet("v", 1, 2, redacted("SS"), redacted("SS")));
        assertThat(attribute(new NumericSet(List.of("1", "2")), new NumericSet(List.of("1.0"))))
                .isEqualTo(new AttributeDifference.ChangedSet("v", 1, 0, redacted("NS"), redacted("NS")));
        assertThat(attribute(bytes(1), bytes(2)))
                .isEqualTo(new AttributeDifference.ChangedValue("v", redacted("B"), redacted("B")));
        assertThat(attribute(
                        new BinarySet(List.of(new byte[] {1})), new BinarySet(List.of(new byte[] {2}, new byte[] {3}))))
                .isEqualTo(new AttributeDifference.ChangedSet("v", 1, 2, redacted("BS"), redacted("BS")));
        assertThat(attribute(new AttributeValue.Bool(true), new AttributeValue.Bool(false)))
                .isEqualTo(new AttributeDifference.ChangedValue("v", redacted("BOOL"), redacted("BOOL")));
        assertThat(attribute(new TextSet(List.of("a")), new ListOf(List.of(new Text("a")))))
                .isEqualTo(new AttributeDifference.ChangedType("v", redacted("SS"), redacted("L")));
    }

    @Test
    void shouldNameThePathOfAChangeDeepInMapsAndLists() {
        AttributeValue expected = order("Lisbon", "2");
        AttributeValue actual = order("Porto", "3");

        assertThat(only(compare(List.of(item("a", "order", expected)), List.of(item("a", "order", actual)))))
                .extracting(AttributeDifference::path)
                .containsExactly("order.address.city", "order.lines[1].quantity");
    }

    @Test
    void shouldNameAttributesAndElementsThatAreAbsentOrUnexpected() {
        Item expected = new Item(Map.of(
                "id", new Text("a"),
                "gone", new Text("x"),
                "list", new ListOf(List.of(new Text("x"), new Text("y")))));
        Item actual = new Item(Map.of(
                "id", new Text("a"),
                "more", new Numeric("1"),
                "list", new ListOf(List.of(new Text("x")))));

        assertThat(only(compare(List.of(expected), List.of(actual))))
                .containsExactly(
                        new AttributeDifference.Absent("gone", redacted("S")),
                        new AttributeDifference.Absent("list[1]", redacted("S")),
                        new AttributeDifference.Unexpected("more", redacted("N")));
    }

    @Test
    void shouldShowValuesOnlyWhenTheyAreRevealed() {
        List<Item> expected = List.of(item("a", "v", new Text("secret \"one\"\n")));
        List<Item> actual = List.of(item("a", "v", order("secret two", "7")));

        assertThat(compare(expected, actual).toString()).doesNotContain("secret");
        assertThat(only(compare(wholes(expected), wholes(actual), Disclosure.REVEALED)))
                .containsExactly(
                        new AttributeDifference.ChangedType(
                                "v",
                                new ShownValue("S", "\"secret \\\"one\\\"\\u000a\""),
                                new ShownValue(
                                        "M",
                                        "{\"address\":{\"M\":{\"city\":{\"S\":\"secret two\"}}},"
                                                + "\"lines\":{\"L\":[{\"M\":{\"quantity\":{\"N\":1}}},{\"M\":{\"quantity\":{\"N\":7}}}]}}")));
    }

    @Test
    void shouldShowEveryTypeWhenValuesAreRevealed() {
        List<Item> expected = List.of(item("a", "v", new AttributeValue.Null()));
        Map<AttributeValue, String> shown = Map.of(
                bytes(1),
                "\"AQ==\"",
                new AttributeValue.Bool(true),
                "true",
                new TextSet(List.of("a")),
                "[\"a\"]",
                new NumericSet(List.of("1.50")),
                "[1.5]",
                new BinarySet(List.of(new byte[] {1})),
                "[\"AQ==\"]");

        shown.forEach((value, text) -> assertThat(
                        only(compare(wholes(expected), wholes(List.of(item("a", "v", value))), Disclosure.REVEALED)))
                .singleElement()
                .isInstanceOfSatisfying(AttributeDifference.ChangedType.class, changed -> {
                    assertThat(changed.expected().text()).isEqualTo("null");
                    assertThat(changed.actual().text()).isEqualTo(text);
                }));
    }

    @Test
    void shouldNameAttributesFromFingerprintsAlone() {
        List<Item> expected = List.of(new Item(
                Map.of("id", new Text("a"), "n", new Numeric("1.0"), "v", new Text("x"), "gone", new Text("x"))));
        List<Item> actual = List.of(new Item(
                Map.of("id", new Text("a"), "n", new Numeric("1"), "v", new Text("y"), "more", new Text("z"))));

        assertThat(only(compare(fingerprints(expected), wholes(actual), Disclosure.REVEALED)))
                .containsExactly(
                        new AttributeDifference.Absent("gone", ShownValue.UNKNOWN),
                        new AttributeDifference.Unexpected("more", new ShownValue("S", "\"z\"")),
                        new AttributeDifference.ChangedHash("v", ShownValue.UNKNOWN, new ShownValue("S", "\"y\"")));
        assertThat(only(compare(fingerprints(expected), fingerprints(actual), Disclosure.REDACTED)))
                .extracting(AttributeDifference::path)
                .containsExactly("gone", "more", "v");
    }

    @Test
    void shouldStillNameAttributesWhenWholeItemsExceedTheMemoryBudget() {
        List<Item> expected = List.of(item("a", "v", order("Lisbon", "2")), item("b", "v", order("Lisbon", "2")));
        List<Item> actual = List.of(item("a", "v", order("Porto", "2")), item("b", "v", order("Porto", "2")));
        GroupComparison comparison = new GroupComparison(hasher, Disclosure.REDACTED, 0);
        List<ItemDifference> differences = new ArrayList<>();

        comparison.compare(group(expected, actual), wholes(expected), wholes(actual), differences::add);

        assertThat(differences)
                .hasSize(2)
                .allSatisfy(difference -> assertThat(difference)
                        .isInstanceOfSatisfying(
                                ItemDifference.Different.class,
                                different -> assertThat(different.attributes())
                                        .extracting(AttributeDifference::path)
                                        .containsExactly("v")));
    }

    @Test
    void shouldCountWhatItFoundAndProveWhatItRead() {
        List<Item> expected = List.of(item("same"), item("lost"), item("changed", "v", new Numeric("1")));
        List<Item> actual = List.of(item("same"), item("new"), item("changed", "v", new Numeric("2")));
        BucketGroup group = group(expected, actual);

        GroupOutcome outcome = new GroupComparison(hasher, Disclosure.REDACTED)
                .compare(group, wholes(expected), wholes(actual), difference -> {});

        assertThat(outcome.missingCount()).isEqualTo(1);
        assertThat(outcome.extraCount()).isEqualTo(1);
        assertThat(outcome.differentCount()).isEqualTo(1);
        assertThat(outcome.differenceCount()).isEqualTo(3);
        assertThat(outcome.agreesWith(group, digest(expected), digest(actual))).isTrue();
        assertThat(outcome.agreesWith(group, digest(expected), digest(expected)))
                .isFalse();
        assertThat(outcome.agreesWith(group, digest(actual), digest(actual))).isFalse();
    }

    private AttributeDifference attribute(AttributeValue expected, AttributeValue actual) {
        List<AttributeDifference> found =
                only(compare(List.of(item("a", "v", expected)), List.of(item("a", "v", actual))));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<AttributeDifference> only(List<ItemDifference> differences) {
        assertThat(differences).singleElement().isInstanceOf(ItemDifference.Different.class);
        return ((ItemDifference.Different) differences.getFirst()).attributes();
    }

    private List<ItemDifference> compare(List<Item> expected, List<Item> actual) {
        return compare(wholes(expected), wholes(actual), Disclosure.REDACTED);
    }

    private List<ItemDifference> compare(ItemStates expected, ItemStates actual, Disclosure disclosure) {
        List<ItemDifference> differences = new ArrayList<>();
        BucketGroup all = new BucketGroup(0, BucketSet.all(), 0, 0);
        new GroupComparison(hasher, disclosure).compare(all, expected, actual, differences::add);
        return differences;
    }

    private BucketGroup group(List<Item> expected, List<Item> actual) {
        return OpeningPlan.of(digest(expected), digest(actual), 1000).groups().getFirst();
    }

    private BucketedDigest digest(List<Item> items) {
        ItemDigester digester = new ItemDigester(hasher, new BucketedDigest());
        items.forEach(digester::accept);
        return digester.digest();
    }

    private ItemStates wholes(List<Item> items) {
        return (buckets, states) -> items.forEach(item -> {
            WholeItem whole = WholeItem.of(item, hasher.hash(item), hasher);
            if (buckets.contains(whole.bucket())) {
                states.accept(whole);
            }
        });
    }

    private ItemStates fingerprints(List<Item> items) {
        return (buckets, states) -> items.forEach(item -> states.accept(Fingerprint.of(item, hasher)));
    }

    private static AttributeValue order(String city, String quantity) {
        return new MapOf(Map.of(
                "address", new MapOf(Map.of("city", new Text(city))),
                "lines",
                        new ListOf(List.of(
                                new MapOf(Map.of("quantity", new Numeric("1"))),
                                new MapOf(Map.of("quantity", new Numeric(quantity)))))));
    }

    private static AttributeValue bytes(int value) {
        return new Binary(new byte[] {(byte) value});
    }

    private static ShownValue redacted(String type) {
        return new ShownValue(type, null);
    }

    private static ItemKey key(String id) {
        return ItemKey.of(item(id), SCHEMA);
    }

    private static Item item(String id) {
        return new Item(Map.of("id", new Text(id)));
    }

    private static Item item(String id, String name, AttributeValue value) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put("id", new Text(id));
        attributes.put(name, value);
        return new Item(attributes);
    }
}
