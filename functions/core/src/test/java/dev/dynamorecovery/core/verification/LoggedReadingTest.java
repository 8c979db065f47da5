package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.derivation.FoundStates;
import dev.dynamorecovery.core.derivation.Heartbeat;
import dev.dynamorecovery.core.derivation.TableLog;
import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.digest.StoredItemStates;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.SampleSettings;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Baselines of a table that is written while it is read. */
class LoggedReadingTest {

    private static final Instant STARTED =
            DerivationModel.BEGIN.plusSeconds(100).plusMillis(370);
    private static final Instant ENDED = DerivationModel.BEGIN.plusSeconds(160).plusMillis(810);
    private static final Instant INSTANT = DerivationModel.BEGIN.plusSeconds(161);

    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final RecoveryJob.Baseline job = SampleVerification.baseline();
    private final ItemHasher hasher = new ItemHasher(SampleVerification.HASH_KEY, SampleVerification.KEY);

    @Property(tries = 60)
    void shouldHoldTheStateOfItsInstantHoweverTheTableWasWrittenWhileItWasRead(@ForAll long seed) {
        LoggedReadingTest test = new LoggedReadingTest();
        DerivationModel model = new DerivationModel(seed, 14, 220, new Random(seed).nextBoolean());

        BaselineTaking.Outcome outcome = test.take(
                fuzzyReading(model, new Random(seed)), new InMemoryTableLog(model.changes(), List.of(), seed));

        assertThat(outcome).isInstanceOf(BaselineTaking.Outcome.Taken.class);
        BaselineManifest manifest = ((BaselineTaking.Outcome.Taken) outcome).manifest();
        Map<String, Item> truth = model.dataBefore(INSTANT);
        assertThat(manifest.instant()).isEqualTo(INSTANT);
        assertThat(manifest.itemCount()).isEqualTo(truth.size());
        assertThat(manifest.provenBy()).isEqualTo(BaselineProof.LOGGED_READING);
        test.assertHolds(manifest, truth);
    }

    @Test
    void shouldTakeNoBaselineAcrossAGapOfTheLog() {
        DerivationModel model = new DerivationModel(3, 14, 220, false);
        Gap gap = new Gap(
                "orders", STARTED.plusSeconds(5), STARTED.plusSeconds(6), GapCause.STREAM_DISABLED, "it was disabled");

        BaselineTaking.Outcome outcome =
                take(fuzzyReading(model, new Random(3)), new InMemoryTableLog(model.changes(), List.of(gap), 3));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        BaselineTaking.Outcome.NotQuiet.class,
                        refused -> assertThat(refused.reason()).contains("unknown from " + gap.from()));
        assertThat(evidence.list("")).isEmpty();
    }

    @Test
    void shouldTakeNoBaselineOfAReadingThatTheLogDoesNotExplain() {
        DerivationModel model = new DerivationModel(3, 14, 220, false);
        Map<String, Item> reading = fuzzyReading(model, new Random(3));
        String changed = model.events().stream()
                .filter(event ->
                        event.madeAt().isAfter(STARTED) && event.madeAt().isBefore(ENDED))
                .map(DerivationModel.Event::id)
                .filter(id -> !id.equals(DerivationModel.HEARTBEAT))
                .findFirst()
                .orElseThrow();
        reading.put(changed, DerivationModel.item(changed, "never written"));

        BaselineTaking.Outcome outcome = take(reading, new InMemoryTableLog(model.changes(), List.of(), 3));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        BaselineTaking.Outcome.NotQuiet.class,
                        refused -> assertThat(refused.reason()).contains("1 item(s) were read in a state"));
        assertThat(evidence.list("")).isEmpty();
    }

    /** Each item as of an instant of its own during the reading. */
    private static Map<String, Item> fuzzyReading(DerivationModel model, Random random) {
        Map<String, Item> reading = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (DerivationModel.Event event : model.events()) {
            Instant at = STARTED.plusMillis(random.nextLong(ENDED.toEpochMilli() - STARTED.toEpochMilli()));
            Map<String, Item> state = model.dataBefore(at);
            if (seen.add(event.id()) && state.containsKey(event.id())) {
                reading.put(event.id(), state.get(event.id()));
            }
        }
        return reading;
    }

    private BaselineTaking.Outcome take(Map<String, Item> reading, TableLog log) {
        StoredDocuments documents = new StoredDocuments(work);
        StoredHashKey.write(job.keys(), SampleVerification.HASH_KEY, work);
        SampleVerification.digest(
                List.copyOf(reading.values()), job.execution(), Side.FIRST, job.segments(), true, work);
        documents.write(job.keys().pass(Side.FIRST), new DigestPass(reading.size(), STARTED, ENDED));
        StateDerivation derivation = new StateDerivation(
                job, documents, log, hasher, Heartbeat.of(DerivationRun.HEARTBEAT, SampleVerification.KEY));
        DerivationPlan plan = derivation.plan(LoggedReading.derivation(job, documents));
        for (int slice = 0; slice < plan.slices().size(); slice++) {
            derivation.sum(slice);
        }
        int partitions = derivation.merge(9);
        for (int partition = 0; partition < partitions; partition++) {
            new ItemSettlement(
                            job,
                            documents,
                            FoundStates.read(
                                    new StoredItemStates(work, job.keys().fingerprints(Side.FIRST))))
                    .settle(partition);
        }
        return new LoggedReading(
                        table -> Optional.of(new ObservedSettings(SampleSettings.rich(), List.of())), work, evidence)
                .keep(job);
    }

    private void assertHolds(BaselineManifest baseline, Map<String, Item> truth) {
        BaselineState state = new BaselineState(baseline, evidence);
        BucketedDigest expected = new BucketedDigest();
        Set<ItemHash> hashes = new HashSet<>();
        truth.values().forEach(item -> {
            expected.add(hasher.hash(item));
            hashes.add(hasher.itemHash(item));
        });
        Set<ItemHash> held = new HashSet<>();
        state.items(unexplained -> {
                    throw new AssertionError(unexplained);
                })
                .read(BucketSet.all(), item -> held.add(item.hash()));
        assertThat(state.digest()).isEqualTo(expected);
        assertThat(held).isEqualTo(hashes);
    }
}
