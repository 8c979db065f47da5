package dev.dynamorecovery.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.comparison.InjectedDifferences.Kind;
import dev.dynamorecovery.core.comparison.InjectedDifferences.Side;
import dev.dynamorecovery.core.digest.BucketOpener;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.FingerprintingDigester;
import dev.dynamorecovery.core.digest.ItemDigester;
import dev.dynamorecovery.core.digest.ItemStateWriter;
import dev.dynamorecovery.core.digest.ItemStates;
import dev.dynamorecovery.core.digest.StoredItemStates;
import dev.dynamorecovery.core.item.AttributeValue.Text;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemSink;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.item.ScanSegment;
import dev.dynamorecovery.core.item.SegmentProgress;
import dev.dynamorecovery.core.item.SegmentReader;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs in a virtual machine of its own with a heap of 256 MiB: see the module's pom. */
@Tag("bounded-heap")
class LargeComparisonTest {

    private static final int SEGMENTS = 4;
    private static final int MAXIMUM_GROUP_ITEMS = 20_000;
    private static final long HEAP_BYTES = 256L * 1024 * 1024;

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ItemHasher hasher = new ItemHasher(HashKey.ofHex("5c".repeat(32)), KeySchema.of("id"));
    private final BitSet named = new BitSet();
    private final Map<Kind, Integer> found = new EnumMap<>(Kind.class);

    @BeforeAll
    static void shouldRunInABoundedHeap() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(HEAP_BYTES);
    }

    @Test
    void shouldNameEveryDifferenceOfTwoTablesAndInventNone() {
        BucketedDigest expected = digest(Side.EXPECTED);
        BucketedDigest actual = digest(Side.ACTUAL);
        OpeningPlan plan = OpeningPlan.of(expected, actual, MAXIMUM_GROUP_ITEMS);
        ItemStates expectedStates = open(Side.EXPECTED, plan);
        ItemStates actualStates = open(Side.ACTUAL, plan);

        compare(plan, expected, actual, expectedStates, actualStates, InjectedDifferences::path);

        assertEverythingNamed();
    }

    @Test
    void shouldNameEveryDifferenceFromABaselineAndInventNone() {
        BucketedDigest expected = new BucketedDigest();
        scan(Side.EXPECTED, segment -> {
            ItemStateWriter writer = new ItemStateWriter(store, "baseline/" + segment);
            return new Reader(new FingerprintingDigester(hasher, expected, writer), writer::finish);
        });
        BucketedDigest actual = digest(Side.ACTUAL);
        OpeningPlan plan = OpeningPlan.of(expected, actual, MAXIMUM_GROUP_ITEMS);
        ItemStates actualStates = open(Side.ACTUAL, plan);

        // Without values a change is named by its attribute, not by the path inside it.
        compare(plan, expected, actual, new StoredItemStates(store, "baseline"), actualStates, kind -> {
            String path = InjectedDifferences.path(kind);
            return path.startsWith("profile") ? "profile" : path;
        });

        assertEverythingNamed();
    }

    private void compare(
            OpeningPlan plan,
            BucketedDigest expected,
            BucketedDigest actual,
            ItemStates expectedStates,
            ItemStates actualStates,
            Function<Kind, String> path) {
        assertThat(plan.groups()).hasSizeGreaterThan(2);
        for (BucketGroup group : plan.groups()) {
            GroupOutcome outcome = new GroupComparison(hasher, Disclosure.REDACTED)
                    .compare(group, expectedStates, actualStates, difference -> name(difference, path));
            assertThat(outcome.agreesWith(group, expected, actual)).isTrue();
        }
    }

    private void name(ItemDifference difference, Function<Kind, String> path) {
        String id = difference.key().attributes().get("id") instanceof Text text ? text.value() : "";
        int index = Integer.parseInt(id.substring("item-".length()));
        assertThat(named.get(index)).as("%s is named once", id).isFalse();
        named.set(index);
        Kind kind = InjectedDifferences.kind(index);
        found.merge(kind, 1, Integer::sum);
        switch (difference) {
            case ItemDifference.Missing ignored -> assertThat(kind).isEqualTo(Kind.MISSING);
            case ItemDifference.Extra ignored -> assertThat(kind).isEqualTo(Kind.EXTRA);
            case ItemDifference.Different different -> {
                assertThat(different.attributes())
                        .extracting(AttributeDifference::path)
                        .containsExactly(path.apply(kind));
                assertThat(different.attributes().getFirst()).isInstanceOfAny(types(kind));
            }
        }
    }

    private static Class<?>[] types(Kind kind) {
        Class<?> type = switch (kind) {
            case CHANGED_VALUE, DEEP_MAP_CHANGE -> AttributeDifference.ChangedValue.class;
            case CHANGED_TYPE -> AttributeDifference.ChangedType.class;
            case CHANGED_SET -> AttributeDifference.ChangedSet.class;
            case MISSING, EXTRA, WRITTEN_ANOTHER_WAY, NONE -> Void.class;
        };
        return new Class<?>[] {type, AttributeDifference.ChangedHash.class};
    }

    private void assertEverythingNamed() {
        assertThat(named.cardinality()).isEqualTo(InjectedDifferences.DIFFERENCES);
        assertThat(found)
                .containsOnlyKeys(
                        Kind.MISSING,
                        Kind.EXTRA,
                        Kind.CHANGED_VALUE,
                        Kind.CHANGED_TYPE,
                        Kind.CHANGED_SET,
                        Kind.DEEP_MAP_CHANGE)
                .allSatisfy((kind, count) -> assertThat(count).isBetween(1666, 1667));
    }

    private BucketedDigest digest(Side side) {
        BucketedDigest merged = new BucketedDigest();
        scan(side, segment -> {
            ItemDigester digester = new ItemDigester(hasher, new BucketedDigest());
            return new Reader(digester, () -> merged.merge(digester.digest()));
        });
        return merged;
    }

    private ItemStates open(Side side, OpeningPlan plan) {
        String prefix = "opened/" + side;
        scan(side, segment -> {
            ItemStateWriter writer = new ItemStateWriter(store, prefix + "/" + segment);
            return new Reader(new BucketOpener(hasher, plan.unequal(), writer::add), writer::finish);
        });
        return new StoredItemStates(store, prefix);
    }

    private record Reader(ItemSink sink, Runnable finish) {}

    private void scan(Side side, IntFunction<Reader> readers) {
        SegmentReader segments =
                new SegmentReader(InjectedDifferences.table(side), () -> Duration.ofMinutes(10), Duration.ZERO);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            Reader reader = readers.apply(segment);
            assertThat(segments.read(new ScanSegment(segment, SEGMENTS), null, reader.sink()))
                    .isInstanceOf(SegmentProgress.Completed.class);
            reader.finish().run();
        }
    }
}
