package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.SampleSettings;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BaselineTakingTest {

    private static final RecoveryJob.Baseline JOB = SampleVerification.baseline();

    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final BaselineTaking taking = new BaselineTaking(
            table -> Optional.of(new ObservedSettings(SampleSettings.rich(), List.of())), work, evidence);

    @Test
    void shouldKeepAStateThatTwoReadingsSaw() {
        List<Item> items = SampleVerification.items(30);
        readings(items, items, Duration.ofSeconds(2));

        BaselineTaking.Outcome outcome = taking.take(JOB);

        assertThat(outcome).isInstanceOfSatisfying(BaselineTaking.Outcome.Taken.class, taken -> {
            assertThat(taken.manifest().instant()).isEqualTo("2026-11-22T10:40:01Z");
            assertThat(taken.manifest().itemCount()).isEqualTo(30);
            BaselineState state = new BaselineState(
                    new StoredBaselines(evidence)
                            .read("orders", taken.manifest().baseline()),
                    evidence);
            assertThat(state.digest().itemCount()).isEqualTo(30);
            AtomicInteger fingerprints = new AtomicInteger();
            state.items(item -> {}).read(BucketSet.all(), item -> fingerprints.incrementAndGet());
            assertThat(fingerprints).hasValue(30);
        });
    }

    @Test
    void shouldKeepNothingOfATableThatWasWritten() {
        List<Item> written = new ArrayList<>(SampleVerification.items(30));
        written.set(7, SampleVerification.item(7, "other"));
        readings(SampleVerification.items(30), written, Duration.ofSeconds(2));

        assertThat(taking.take(JOB))
                .isInstanceOfSatisfying(
                        BaselineTaking.Outcome.NotQuiet.class,
                        notQuiet -> assertThat(notQuiet.reason()).contains("orders", "stop its writers"));
        assertThat(evidence.list("")).isEmpty();
    }

    @Test
    void shouldRefuseReadingsWithoutAWholeSecondBetweenThem() {
        List<Item> items = SampleVerification.items(3);
        readings(items, items, Duration.ofMillis(1500));

        assertThatThrownBy(() -> taking.take(JOB)).hasMessageContaining("not a whole second");
        assertThat(evidence.list("")).isEmpty();
    }

    private void readings(List<Item> first, List<Item> second, Duration apart) {
        StoredHashKey.write(JOB.keys(), SampleVerification.HASH_KEY, work);
        SampleVerification.digest(first, JOB.execution(), Side.FIRST, JOB.segments(), true, work);
        SampleVerification.digest(second, JOB.execution(), Side.SECOND, JOB.segments(), false, work);
        Instant ended = SampleVerification.START;
        new StoredDocuments(work).write(JOB.keys().pass(Side.FIRST), new DigestPass(first.size(), ended, ended));
        new StoredDocuments(work)
                .write(
                        JOB.keys().pass(Side.SECOND),
                        new DigestPass(second.size(), ended.plus(apart), ended.plus(apart)));
    }
}
