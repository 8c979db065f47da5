package dev.dynamorecovery.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.ItemHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BucketedDigestTest {

    @Provide
    Arbitrary<List<HashedItem>> items() {
        Arbitrary<Integer> buckets = Arbitraries.of(0, 1, 2, 40_000, 65_535);
        return Combinators.combine(buckets, Arbitraries.longs(), Arbitraries.longs())
                .as((bucket, high, low) -> new HashedItem(bucket, new ItemHash(high, low)))
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 100, seed = "20261122")
    void shouldNotDependOnOrderOrPartition(@ForAll("items") List<HashedItem> items, @ForAll long seed) {
        List<HashedItem> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, new Random(seed));
        int cut = items.isEmpty() ? 0 : new Random(seed).nextInt(items.size());

        assertThat(merged(digest(shuffled.subList(0, cut)), digest(shuffled.subList(cut, shuffled.size()))))
                .isEqualTo(digest(items));
    }

    @Property(tries = 100, seed = "20261122")
    void shouldMergeCommutatively(@ForAll("items") List<HashedItem> left, @ForAll("items") List<HashedItem> right) {
        assertThat(merged(digest(left), digest(right))).isEqualTo(merged(digest(right), digest(left)));
    }

    @Property(tries = 100, seed = "20261122")
    void shouldMergeAssociatively(
            @ForAll("items") List<HashedItem> first,
            @ForAll("items") List<HashedItem> second,
            @ForAll("items") List<HashedItem> third) {
        assertThat(merged(merged(digest(first), digest(second)), digest(third)))
                .isEqualTo(merged(digest(first), merged(digest(second), digest(third))));
    }

    @Property(tries = 100, seed = "20261122")
    void shouldTakeOutWhatWasAdded(@ForAll("items") List<HashedItem> kept, @ForAll("items") List<HashedItem> removed) {
        BucketedDigest digest = digest(kept);
        removed.forEach(digest::add);
        removed.forEach(digest::remove);

        assertThat(digest).isEqualTo(digest(kept)).hasSameHashCodeAs(digest(kept));
    }

    @Property(tries = 100, seed = "20261122")
    void shouldFollowChangesWithoutReadingTheTableAgain(
            @ForAll("items") List<HashedItem> before, @ForAll long high, @ForAll long low) {
        BucketedDigest changes = new BucketedDigest();
        List<HashedItem> after = new ArrayList<>();
        for (HashedItem item : before) {
            HashedItem changed = new HashedItem(item.bucket(), item.hash().plus(new ItemHash(high, low)));
            changes.replace(item, changed);
            after.add(changed);
        }

        assertThat(merged(digest(before), changes)).isEqualTo(digest(after));
    }

    @Test
    void shouldNameTheUnequalBuckets() {
        BucketedDigest left = digest(List.of(item(7, 1), item(9, 2), item(11, 0)));
        BucketedDigest right = digest(List.of(item(7, 1), item(9, 3)));

        // A hash of zero does not show in the sum: the count tells.
        assertThat(left.unequalBuckets(right)).isEqualTo(BucketSet.of(9, 11));
        assertThat(left).isNotEqualTo(right);
        assertThat(left.itemCount()).isEqualTo(3);
        assertThat(left.unequalBuckets(left).isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseToReplaceOneItemByAnother() {
        assertThatThrownBy(() -> new BucketedDigest().replace(item(1, 5), item(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 and 2");
    }

    @Property(tries = 100, seed = "20261122")
    void shouldComeBackFromItsBinaryForm(
            @ForAll("items") List<HashedItem> added, @ForAll("items") List<HashedItem> removed) {
        BucketedDigest digest = digest(added);
        removed.forEach(digest::remove);

        assertThat(DigestFormat.decode(DigestFormat.encode(digest))).isEqualTo(digest);
    }

    @Test
    void shouldTakeTheSmallerLayout() {
        BucketedDigest dense = new BucketedDigest();
        Random random = new Random(1);
        for (int i = 0; i < 500_000; i++) {
            dense.add(item(random.nextInt(65_536), random.nextLong()));
        }
        byte[] encoded = DigestFormat.encode(dense);

        assertThat(encoded).hasSizeLessThan(65_536 * 17 + 100);
        assertThat(DigestFormat.decode(encoded)).isEqualTo(dense);
        assertThat(DigestFormat.encode(digest(List.of(item(3, 4))))).hasSizeLessThan(40);
    }

    @Test
    void shouldRefuseTruncatedInputAtEveryLength() {
        byte[] encoded = DigestFormat.encode(digest(List.of(item(1, 2), item(3, 4))));
        for (int length = 0; length < encoded.length; length++) {
            byte[] truncated = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> DigestFormat.decode(truncated))
                    .isInstanceOf(CorruptedDataException.class)
                    .hasMessageContaining("digest");
        }
    }

    @Test
    void shouldRefuseEveryFlippedBit() {
        byte[] encoded = DigestFormat.encode(digest(List.of(item(1, 2), item(3, 4))));
        for (int bit = 0; bit < encoded.length * 8; bit++) {
            byte[] corrupted = encoded.clone();
            corrupted[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> DigestFormat.decode(corrupted)).isInstanceOf(CorruptedDataException.class);
        }
    }

    @Test
    void shouldNameTheVersionItCannotRead() {
        byte[] encoded = DigestFormat.encode(new BucketedDigest());
        encoded[4] = 2;

        assertThatThrownBy(() -> DigestFormat.decode(encoded)).hasMessageContaining("version 2");
    }

    @Test
    void shouldKeepBucketSetsAsBits() {
        BucketSet set = BucketSet.of(0, 9, 65_535);

        assertThat(BucketSet.ofBytes(set.toBytes())).isEqualTo(set);
        assertThat(set.containsAny(1, 9)).isTrue();
        assertThat(set.containsAny(10, 65_534)).isFalse();
        assertThat(BucketSet.all().size()).isEqualTo(65_536);
        assertThatThrownBy(() -> BucketSet.of(65_536)).hasMessageContaining("65536");
        byte[] tooLong = Arrays.copyOf(BucketSet.all().toBytes(), 8193);
        tooLong[8192] = 1;
        assertThatThrownBy(() -> BucketSet.ofBytes(tooLong)).hasMessageContaining("65536");
    }

    private static BucketedDigest digest(List<HashedItem> items) {
        BucketedDigest digest = new BucketedDigest();
        items.forEach(digest::add);
        return digest;
    }

    private static BucketedDigest merged(BucketedDigest left, BucketedDigest right) {
        BucketedDigest merged = new BucketedDigest();
        merged.merge(left);
        merged.merge(right);
        return merged;
    }

    private static HashedItem item(int bucket, long low) {
        return new HashedItem(bucket, new ItemHash(0, low));
    }
}
