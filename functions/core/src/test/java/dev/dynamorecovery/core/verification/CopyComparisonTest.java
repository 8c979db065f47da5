package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.report.NamedDifference;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyComparisonTest {

    private static final RecoveryJob.Restore JOB = SampleVerification.restore(new ExpectedSource.LiveTable(), true);

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final StoredDocuments work = new StoredDocuments(store);
    private final CopyComparison comparison = new CopyComparison(JOB, new LiveTableState(JOB.keys(), store), work);

    @Test
    void shouldNameEveryDifferenceAndInventNone() {
        List<Item> copy = new ArrayList<>(SampleVerification.items(200));
        copy.set(3, SampleVerification.item(3, "changed"));
        copy.remove(4);
        copy.add(SampleVerification.item(904, "v"));
        digest(copy, SampleVerification.items(200), SampleVerification.items(200));

        CopyComparison.Summary summary = comparison.compareDigests();
        open(copy, SampleVerification.items(200));
        DifferenceCounts joined = comparison.joinGroup(0, SampleVerification.HASH_KEY);

        assertThat(summary.groups()).isEqualTo(1);
        assertThat(joined).isEqualTo(new DifferenceCounts(1, 1, 1));
        assertThat(comparison.counts()).isEqualTo(joined);
        assertThat(new DifferenceLines(JOB.keys(), 1, store).first(100))
                .extracting(difference -> difference.kind() + " " + difference.key())
                .containsExactlyInAnyOrder("DIFFERENT id=00003", "MISSING id=00004", "EXTRA id=00904");
        assertThat(new DifferenceLines(JOB.keys(), 1, store).first(2)).hasSize(2);
        assertThat(new DifferenceLines(JOB.keys(), 1, store).first(100))
                .filteredOn(difference -> difference.kind() == NamedDifference.Kind.DIFFERENT)
                .allSatisfy(difference -> assertThat(difference.attributes().toString())
                        .contains("value")
                        .doesNotContain("changed\""));
    }

    @Test
    void shouldOpenNothingWhereDigestsAreEqual() {
        List<Item> items = SampleVerification.items(50);
        digest(items, items, items);

        CopyComparison.Summary summary = comparison.compareDigests();

        assertThat(summary.unequalBuckets()).isZero();
        assertThat(summary.groups()).isZero();
        assertThat(comparison.counts().total()).isZero();
    }

    @Test
    void shouldNotCompareWithALiveTableThatWasWrittenMeanwhile() {
        digest(SampleVerification.items(50), SampleVerification.items(50), SampleVerification.items(51));

        assertThat(comparison.compareDigests().groups()).isZero();
        assertThat(new LiveTableState(JOB.keys(), store).objection()).contains("was written while it was read");
    }

    @Test
    void shouldRefuseItemsOtherThanThoseThatWereDigested() {
        List<Item> copy = new ArrayList<>(SampleVerification.items(50));
        copy.set(3, SampleVerification.item(3, "changed"));
        digest(copy, SampleVerification.items(50), SampleVerification.items(50));
        comparison.compareDigests();
        copy.set(3, SampleVerification.item(3, "changed again"));
        open(copy, SampleVerification.items(50));

        assertThatThrownBy(() -> comparison.joinGroup(0, SampleVerification.HASH_KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was written while it was verified");
    }

    private void digest(List<Item> copy, List<Item> first, List<Item> second) {
        SampleVerification.digest(copy, JOB.execution(), Side.RESTORED, JOB.segments(), false, store);
        SampleVerification.digest(first, JOB.execution(), Side.FIRST, JOB.segments(), false, store);
        SampleVerification.digest(second, JOB.execution(), Side.SECOND, JOB.segments(), false, store);
    }

    private void open(List<Item> copy, List<Item> live) {
        open(copy, Side.RESTORED);
        open(live, Side.SECOND);
    }

    private void open(List<Item> items, Side side) {
        SampleVerification.work(
                items,
                JOB.execution(),
                side,
                JOB.segments(),
                Duration.ZERO,
                store,
                SegmentOpening.WORK,
                part -> SegmentOpening.of(
                        part,
                        new StoredDigests(store).readBuckets(JOB.keys().unequalBuckets()),
                        SampleVerification.HASH_KEY,
                        store));
    }
}
