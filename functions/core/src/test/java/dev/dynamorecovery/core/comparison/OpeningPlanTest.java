package dev.dynamorecovery.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.ItemHash;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OpeningPlanTest {

    @Property(tries = 100, seed = "20261122")
    void shouldOpenEveryUnequalBucketOnceInBoundedGroups(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int limit) {
        Random random = new Random(seed);
        BucketedDigest expected = new BucketedDigest();
        BucketedDigest actual = new BucketedDigest();
        for (int i = 0; i < 300; i++) {
            HashedItem item = new HashedItem(random.nextInt(40), new ItemHash(0, random.nextLong()));
            if (random.nextInt(10) != 0) {
                expected.add(item);
            }
            if (random.nextInt(10) != 0) {
                actual.add(item);
            }
        }

        OpeningPlan plan = OpeningPlan.of(expected, actual, limit);

        assertThat(plan.unequal()).isEqualTo(expected.unequalBuckets(actual));
        assertThat(plan.groups().stream().flatMapToInt(group -> group.buckets().stream()))
                .containsExactlyElementsOf(plan.unequal().stream().boxed().toList());
        assertThat(plan.groups())
                .allMatch(group ->
                        group.buckets().size() == 1 || group.expectedItemCount() + group.actualItemCount() <= limit)
                .allMatch(group -> group.expectedItemCount()
                        == group.buckets().stream()
                                .mapToLong(expected::itemCount)
                                .sum())
                .allMatch(group -> group.actualItemCount()
                        == group.buckets().stream().mapToLong(actual::itemCount).sum());
    }

    @Test
    void shouldOpenNothingWhenDigestsAreEqual() {
        OpeningPlan plan = OpeningPlan.of(new BucketedDigest(), new BucketedDigest(), 10);

        assertThat(plan.groups()).isEmpty();
        assertThat(plan.unequal()).isEqualTo(BucketSet.of());
    }

    @Test
    void shouldRefuseGroupsOfNothing() {
        assertThatThrownBy(() -> OpeningPlan.of(new BucketedDigest(), new BucketedDigest(), 0))
                .hasMessageContaining("at least 1");
    }
}
