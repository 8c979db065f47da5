package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.ItemDigester;
import dev.dynamorecovery.core.digest.StoredDigests;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.store.ObjectNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SegmentCallTest {

    private static final String RUN = "run-1";
    private static final WorkKeys KEYS = new WorkKeys(RUN);

    @Property(tries = 60, seed = "42")
    void shouldDigestTheSameTableHoweverOftenItIsInterrupted(
            @ForAll @IntRange(min = 0, max = 40) int itemCount, @ForAll @IntRange(min = 1, max = 5) int segments) {
        InMemoryObjectStore work = new InMemoryObjectStore();
        List<Item> items = SampleVerification.items(itemCount);

        SampleVerification.digest(items, RUN, Side.RESTORED, segments, false, work);

        ItemDigester whole = new ItemDigester(
                new ItemHasher(SampleVerification.HASH_KEY, SampleVerification.KEY), new BucketedDigest());
        items.forEach(whole::accept);
        assertThat(new StoredDigests(work).read(KEYS.digest(Side.RESTORED))).isEqualTo(whole.digest());
    }

    @Test
    void shouldHandBackAReferenceAndNoKeyOfAnItem() {
        List<SegmentAnswer> answers = SampleVerification.work(
                SampleVerification.items(7),
                RUN,
                Side.RESTORED,
                1,
                Duration.ZERO,
                new InMemoryObjectStore(),
                SegmentDigest.WORK,
                part -> SegmentDigest.of(part, false, SampleVerification.HASH_KEY, new InMemoryObjectStore()));

        assertThat(answers)
                .extracting(SegmentAnswer::continuation)
                .containsExactly(
                        "executions/run-1/continuations/digest/restored/00000-0001.json",
                        "executions/run-1/continuations/digest/restored/00000-0002.json",
                        null);
        assertThat(answers).extracting(SegmentAnswer::count).containsExactly(3L, 6L, 7L);
    }

    @Test
    void shouldLeaveTheSameWhenACallIsMadeAgain() {
        InMemoryObjectStore work = new InMemoryObjectStore();
        List<Item> items = SampleVerification.items(20);
        SampleVerification.digest(items, RUN, Side.RESTORED, 2, false, work);
        SampleVerification.digest(items, RUN, Side.RESTORED, 2, false, work);

        assertThat(new StoredDigests(work).read(KEYS.digest(Side.RESTORED)).itemCount())
                .isEqualTo(20);
    }

    @Test
    void shouldNotAddUpADigestWhileASegmentIsMissing() {
        InMemoryObjectStore work = new InMemoryObjectStore();
        SampleVerification.digest(SampleVerification.items(20), RUN, Side.RESTORED, 2, false, work);

        assertThatThrownBy(() -> DigestPass.merge(KEYS, Side.RESTORED, 3, new StoredDocuments(work)))
                .isInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void shouldNotAddUpADigestOfOtherItemsThanWereCounted() {
        InMemoryObjectStore work = new InMemoryObjectStore();
        SampleVerification.digest(SampleVerification.items(20), RUN, Side.RESTORED, 1, false, work);
        new StoredDigests(work).write(KEYS.digestPart(Side.RESTORED, WorkKeys.part(0, 0)), new BucketedDigest());

        assertThatThrownBy(() -> DigestPass.merge(KEYS, Side.RESTORED, 1, new StoredDocuments(work)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("17 items where 20");
    }

    @Test
    void shouldLeaveAWholeSecondBetweenTwoReadings() {
        DigestPass pass =
                new DigestPass(1, Instant.parse("2026-11-22T10:40:00.1Z"), Instant.parse("2026-11-22T10:40:00.4Z"));
        DigestPass onTheSecond =
                new DigestPass(1, Instant.parse("2026-11-22T10:40:00Z"), Instant.parse("2026-11-22T10:40:01Z"));

        assertThat(pass.secondReadingNotBefore()).isEqualTo("2026-11-22T10:40:02Z");
        assertThat(onTheSecond.firstWholeSecondAfter()).isEqualTo("2026-11-22T10:40:02Z");
    }
}
