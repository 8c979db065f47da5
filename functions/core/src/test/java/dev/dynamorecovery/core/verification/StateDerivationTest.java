package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.digest.BucketSet;
import dev.dynamorecovery.core.digest.BucketedDigest;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.report.Outcome;
import dev.dynamorecovery.core.restore.ObjectivesAchieved;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.SampleSettings;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a baseline and a change log say, against a model that knows the table's state at every instant. */
class StateDerivationTest {

    private static final int IDS = 14;
    private static final int CHANGES = 220;

    @Property(tries = 100)
    void shouldFindEveryLegalCopyConsistentAndNameExactlyTheCorruptedItemsOfOthers(@ForAll long seed) {
        Case test = new Case(seed);
        Map<String, Item> copy = test.legalCopy();
        Set<String> corrupted = test.corrupt(copy);

        DerivationRun.Found found = test.run().verify(copy, test.log(List.of()));

        assertThat(found.data().log().gaps()).isEmpty();
        assertThat(found.named()).containsExactlyElementsOf(corrupted);
        assertThat(found.data().counts().total()).isEqualTo(corrupted.size());
        assertThat(found.verdict().label()).isEqualTo(corrupted.isEmpty() ? "Consistent" : "Inconsistent");
    }

    /** The interval of a recovery point: each item by itself may be as of any moment of it, and as of no other. */
    @Property(tries = 150)
    void shouldAcceptOfEachItemTheStatesItHadWithinTheIntervalAndRefuseAnyOther(@ForAll long seed) {
        Case test = new Case(seed, Case::interval);
        Map<String, Item> copy = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        for (String id : test.ids()) {
            @Nullable Item state = test.anyState(id);
            if (state != null) {
                copy.put(id, state);
            }
            if (!id.equals(DerivationModel.HEARTBEAT) && !test.legalStates(id).contains(state)) {
                refused.add(id);
            }
        }

        DerivationRun.Found found = test.run().verify(copy, test.log(List.of()));

        assertThat(found.data().log().gaps()).isEmpty();
        assertThat(found.named()).containsExactlyElementsOf(refused);
        assertThat(found.verdict().label()).isEqualTo(refused.isEmpty() ? "Consistent" : "Inconsistent");
    }

    @Property(tries = 60)
    void shouldFindEveryCopyConsistentThatIsOfTheInterval(@ForAll long seed) {
        Case test = new Case(seed, Case::interval);

        DerivationRun.Found found = test.run().verify(test.legalCopy(), test.log(List.of()));

        assertThat(found.verdict()).isInstanceOf(Verdict.Consistent.class);
    }

    @Property(tries = 60)
    void shouldNeverFindACopyConsistentOrInconsistentAcrossAGap(@ForAll long seed) {
        Case test = new Case(seed);
        Map<String, Item> copy = test.legalCopy();
        test.corrupt(copy);
        Gap gap = test.randomGap();

        DerivationRun.Found found = test.run().verify(copy, test.log(List.of(gap)));

        assertThat(found.verdict()).isInstanceOf(Verdict.Unproven.class);
        assertThat(found.verdict().reasons().toString()).contains("unknown from " + gap.from());
    }

    @Property(tries = 60)
    void shouldNotFindACopyConsistentByALogThatLostAChangeUnnoticed(@ForAll long seed) {
        Case test = new Case(seed);
        List<Change> certain = test.certainChanges();
        if (certain.isEmpty()) {
            return;
        }
        Change lost = certain.get(test.random.nextInt(certain.size()));
        List<Change> left = new ArrayList<>(test.model.changes());
        left.remove(lost);

        DerivationRun.Found found = test.run().verify(test.legalCopy(), new InMemoryTableLog(left, List.of(), 1));

        assertThat(found.verdict()).isNotInstanceOf(Verdict.Consistent.class);
        if (test.isFollowedUp(lost)) {
            assertThat(found.verdict()).isInstanceOf(Verdict.Unproven.class);
            assertThat(found.data().log().gaps()).extracting(Gap::cause).contains(GapCause.CHANGE_MISSING);
        }
    }

    @Property(tries = 60)
    void shouldMakeAVerifiedCopyABaselineOfTheStateAtTheRestorePoint(@ForAll long seed) {
        Case test = new Case(seed);
        DerivationRun run = test.run();
        DerivationRun.Found found = run.verify(test.legalCopy(), test.log(List.of()));

        Optional<KeptBaseline> kept = keep(run, found.verdict());

        if (test.baseline.instant().equals(test.instant())) {
            assertThat(kept).isEmpty();
            return;
        }
        BaselineManifest next = new StoredBaselines(test.evidence)
                .read("orders", kept.orElseThrow().baseline());
        Map<String, Item> truth = test.model.dataBefore(test.instant());
        assertThat(next.instant()).isEqualTo(test.instant());
        assertThat(next.itemCount()).isEqualTo(truth.size());
        assertHolds(next, truth, test.evidence);
        Instant later = test.instant().plusSeconds(40);
        assertThat(new DerivationRun("run-2", next, new RestoredPoint.PointInTime(later), test.evidence)
                        .verify(test.model.stateBefore(later), test.log(List.of()))
                        .verdict())
                .isInstanceOf(Verdict.Consistent.class);
    }

    @Test
    void shouldNotKeepACopyThatIsNotProven() {
        Case test = new Case(5);
        DerivationRun run = test.run();
        Map<String, Item> copy = test.legalCopy();
        copy.put("invented", DerivationModel.item("invented", "v"));
        DerivationRun.Found found = run.verify(copy, test.log(List.of()));

        assertThat(found.verdict()).isInstanceOf(Verdict.Inconsistent.class);
        assertThat(keep(run, found.verdict())).isEmpty();
    }

    private static Optional<KeptBaseline> keep(DerivationRun run, Verdict verdict) {
        new StoredDocuments(run.work)
                .write(
                        run.job.keys().judgement(),
                        new Judgement(
                                Outcome.Judged.of(verdict),
                                DerivationModel.BEGIN,
                                new ObjectivesAchieved(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                                null,
                                null,
                                List.of(),
                                0,
                                0,
                                null));
        return new VerifiedCopy(
                        table -> Optional.of(new ObservedSettings(SampleSettings.rich(), List.of())),
                        run.work,
                        run.evidence)
                .keep(run.job);
    }

    private static void assertHolds(BaselineManifest baseline, Map<String, Item> truth, InMemoryObjectStore evidence) {
        ItemHasher hasher = new ItemHasher(SampleVerification.HASH_KEY, SampleVerification.KEY);
        BaselineState state = new BaselineState(baseline, evidence);
        BucketedDigest expected = new BucketedDigest();
        Set<ItemHash> hashes = new HashSet<>();
        truth.values().forEach(item -> {
            expected.add(hasher.hash(item));
            hashes.add(hasher.itemHash(item));
        });
        assertThat(state.digest()).isEqualTo(expected);
        Set<ItemHash> held = new HashSet<>();
        state.items(unexplained -> {
                    throw new AssertionError(unexplained);
                })
                .read(BucketSet.all(), item -> held.add(item.hash()));
        assertThat(held).isEqualTo(hashes);
    }

    /** A random history, baseline and restore point. */
    private static final class Case {

        final Random random;
        final DerivationModel model;
        final RestoredPoint point;
        final InMemoryObjectStore evidence = new InMemoryObjectStore();
        final BaselineManifest baseline;

        Case(long seed) {
            this(seed, Case::anyPoint);
        }

        Case(long seed, BiFunction<Case, Instant, RestoredPoint> points) {
            random = new Random(seed);
            boolean wholeSeconds = random.nextBoolean();
            model = new DerivationModel(seed, IDS, CHANGES, wholeSeconds);
            Instant base = randomSecond();
            baseline = DerivationRun.baseline(model.dataBefore(base), base, evidence);
            point = points.apply(this, base);
        }

        private RestoredPoint anyPoint(Instant base) {
            return switch (random.nextInt(5)) {
                case 0 -> new RestoredPoint.Backup("backup", randomSecond().plusMillis(random.nextInt(1000)));
                case 1 -> interval(base);
                default -> new RestoredPoint.PointInTime(random.nextInt(8) == 0 ? base : randomSecond());
            };
        }

        private RestoredPoint interval(Instant base) {
            Instant from = random.nextInt(8) == 0 ? base : randomSecond().plusMillis(random.nextInt(1000));
            return new RestoredPoint.RecoveryPoint("recovery-point", from, from.plusMillis(random.nextInt(90_000)));
        }

        private Instant randomSecond() {
            return DerivationModel.BEGIN.plusSeconds(
                    30 + random.nextInt((int) DerivationModel.LENGTH.toSeconds() - 60));
        }

        Instant instant() {
            return point.instant().truncatedTo(ChronoUnit.SECONDS);
        }

        DerivationRun run() {
            return new DerivationRun("run-1", baseline, point, evidence);
        }

        InMemoryTableLog log(List<Gap> gaps) {
            return new InMemoryTableLog(model.changes(), gaps, random.nextLong());
        }

        /** Each item as of an instant of its own within the tolerance. */
        Map<String, Item> legalCopy() {
            Map<String, Item> copy = new TreeMap<>();
            for (String id : ids()) {
                @Nullable
                Item item = model.stateBefore(point.earliest()
                                .plusMillis(random.nextLong(Duration.between(point.earliest(), point.latest())
                                                .toMillis()
                                        + 1)))
                        .get(id);
                if (item != null) {
                    copy.put(id, item);
                }
            }
            return copy;
        }

        /** Puts up to four items into a state that they had at no instant within the tolerance, nor in its second. */
        Set<String> corrupt(Map<String, Item> copy) {
            Set<String> corrupted = new TreeSet<>();
            for (int number = random.nextInt(5); number > 0; number--) {
                String id = "k%02d".formatted(random.nextInt(IDS + 2));
                @Nullable Item wrong = wrongState(id);
                Set<@Nullable Item> legal = legalStates(id);
                if (!legal.contains(wrong)) {
                    corrupted.add(id);
                    if (wrong == null) {
                        copy.remove(id);
                    } else {
                        copy.put(id, wrong);
                    }
                }
            }
            return corrupted;
        }

        private @Nullable Item wrongState(String id) {
            return switch (random.nextInt(3)) {
                case 0 -> null;
                case 1 -> DerivationModel.item(id, "corrupted");
                default -> model.stateBefore(randomSecond()).get(id);
            };
        }

        /** A state that the item had at some time, or none, or one that it never had. */
        private @Nullable Item anyState(String id) {
            List<@Nullable Item> states = new ArrayList<>();
            states.add(null);
            states.add(DerivationModel.item(id, "never"));
            model.events().stream()
                    .filter(event -> event.id().equals(id))
                    .forEach(event -> states.add(event.change().after()));
            Set<@Nullable Item> legal = legalStates(id);
            List<@Nullable Item> chosenFrom = random.nextInt(3) == 0 ? states : new ArrayList<>(legal);
            return chosenFrom.get(random.nextInt(chosenFrom.size()));
        }

        private Set<@Nullable Item> legalStates(String id) {
            Instant from = point.earliest().truncatedTo(ChronoUnit.SECONDS);
            Instant until = point.latest().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            Set<@Nullable Item> legal = new HashSet<>();
            legal.add(model.stateBefore(from).get(id));
            model.events().stream()
                    .filter(event -> event.id().equals(id))
                    .filter(event ->
                            !event.madeAt().isBefore(from) && event.madeAt().isBefore(until))
                    .forEach(event -> legal.add(event.change().after()));
            return legal;
        }

        private Set<String> ids() {
            Set<String> ids = new TreeSet<>();
            model.events().forEach(event -> ids.add(event.id()));
            return ids;
        }

        Gap randomGap() {
            TimeSpan span = Derivation.of(baseline.instant(), point).span();
            Instant from = span.from()
                    .plusMillis(random.nextLong(
                            Duration.between(span.from(), span.until()).toMillis()));
            return new Gap("orders", from, from.plusMillis(1), GapCause.STREAM_DISABLED, "the stream was disabled");
        }

        /** The changes outside the window, of data. */
        List<Change> certainChanges() {
            Derivation derivation = Derivation.of(baseline.instant(), point);
            return model.events().stream()
                    .filter(event -> !event.id().equals(DerivationModel.HEARTBEAT))
                    .map(DerivationModel.Event::change)
                    .filter(change -> derivation.span().contains(change.at()))
                    .filter(change -> !derivation.window().contains(change.at()))
                    .toList();
        }

        /** Whether the log shows by another change of the item that the one is missing. */
        boolean isFollowedUp(Change lost) {
            Derivation derivation = Derivation.of(baseline.instant(), point);
            return model.changes().stream()
                    .filter(change -> change.keys().equals(lost.keys()))
                    .filter(change -> derivation.span().contains(change.at()))
                    .anyMatch(change -> derivation.rewinds()
                            ? change.position().compareTo(lost.position()) < 0
                            : change.position().compareTo(lost.position()) > 0);
        }
    }
}
