package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.SampleChangeLog;
import dev.dynamorecovery.core.changelog.SegmentEntry;
import dev.dynamorecovery.core.changelog.ShardObservation;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.IndexedTableLog;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.settings.StreamView;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.store.ObjectNotFoundException;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Verification by a log that the real writer wrote into segments, however it was delivered and whatever became of it. */
class LoggedDerivationTest {

    private static final Instant BASE = DerivationModel.BEGIN.plusSeconds(60);
    private static final Instant POINT = DerivationModel.BEGIN.plusSeconds(220);
    private static final Instant NOW =
            DerivationModel.BEGIN.plus(DerivationModel.LENGTH).plusSeconds(300);

    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final SampleChangeLog log = new SampleChangeLog("orders");

    @Property(tries = 40)
    void shouldCountEachChangeOnceHoweverOftenAndInWhateverBatchesItWasDelivered(@ForAll long seed) {
        LoggedDerivationTest test = new LoggedDerivationTest();
        DerivationModel model = new DerivationModel(seed, 12, 160, new Random(seed).nextBoolean());
        test.deliver(model.changes(), new Random(seed));

        DerivationRun.Found found = test.verify(model, test.log(test.log.bucket(), drained()));

        assertThat(found.data().log().gaps()).isEmpty();
        assertThat(found.data().counts().total()).isZero();
        assertThat(found.verdict()).isInstanceOf(Verdict.Consistent.class);
        assertThat(found.data().log().changes())
                .isEqualTo(model.events().stream()
                        .filter(event -> !event.id().equals(DerivationModel.HEARTBEAT))
                        .filter(event -> new TimeSpan(BASE, POINT.plusSeconds(2))
                                .contains(event.change().at()))
                        .count());
    }

    @Test
    void shouldNameTheStretchOfASegmentThatIsGone() {
        DerivationModel model = delivered();
        SegmentEntry lost = certainSegment();

        DerivationRun.Found found = verify(model, log(spoiled(key -> key.equals(lost.objectKey()), null), drained()));

        assertUnknown(found, GapCause.SEGMENT_MISSING, lost);
    }

    @Test
    void shouldNameTheStretchOfASegmentWithAFlippedByte() {
        DerivationModel model = delivered();
        SegmentEntry flipped = certainSegment();
        byte[] content = content(flipped.objectKey());
        content[content.length / 2] ^= 1;

        DerivationRun.Found found =
                verify(model, log(spoiled(key -> key.equals(flipped.objectKey()), content), drained()));

        assertUnknown(found, GapCause.SEGMENT_CORRUPT, flipped);
    }

    @Test
    void shouldWaitForChangesThatAreCommittedAndNotLogged() {
        DerivationModel model = delivered();
        IndexedTableLog pending =
                log(log.bucket(), stream(new ShardObservation.Pending("shardId-0", POINT.minusSeconds(3))));

        DerivationRun.Found found = verify(model, pending);

        assertThat(pending.gaps(new TimeSpan(BASE, POINT)))
                .extracting(Gap::cause)
                .contains(GapCause.NOT_SETTLED);
        assertThat(found.verdict()).isInstanceOf(Verdict.Unproven.class);
        assertThat(found.verdict().reasons().toString()).contains("unknown from " + POINT.minusSeconds(3));
    }

    @Test
    void shouldKnowNothingAfterTheStreamWasDisabled() {
        DerivationModel model = delivered();

        DerivationRun.Found found = verify(model, log(log.bucket(), new StreamObservation.Disabled()));

        // The last change was logged after the restore point: what follows it does not matter here.
        assertThat(found.verdict()).isInstanceOf(Verdict.Consistent.class);
        assertThat(log(log.bucket(), new StreamObservation.Disabled()).gaps(new TimeSpan(BASE, NOW)))
                .extracting(Gap::cause)
                .contains(GapCause.STREAM_DISABLED);
    }

    private DerivationModel delivered() {
        DerivationModel model = new DerivationModel(11, 12, 200, false);
        deliver(model.changes(), new Random(11));
        return model;
    }

    /** Shard by shard in batches of random size, some of which come twice, cut otherwise. */
    private void deliver(List<Change> changes, Random random) {
        for (int shard = 0; shard < 3; shard++) {
            String name = "shardId-" + shard;
            List<Change> own = changes.stream()
                    .filter(change -> change.position().shard().equals(name))
                    .toList();
            int from = 0;
            while (from < own.size()) {
                int until = Math.min(own.size(), from + 1 + random.nextInt(12));
                log.append(own.subList(from, until));
                if (random.nextInt(3) == 0) {
                    log.append(own.subList(Math.max(0, from - random.nextInt(5)), until));
                }
                from = until;
            }
        }
    }

    private DerivationRun.Found verify(DerivationModel model, IndexedTableLog changes) {
        BaselineManifest baseline = DerivationRun.baseline(model.dataBefore(BASE), BASE, evidence);
        Map<String, Item> copy = model.stateBefore(POINT);
        return new DerivationRun("run-1", baseline, new RestoredPoint.PointInTime(POINT), evidence)
                .verify(copy, changes);
    }

    private IndexedTableLog log(ObjectStore segments, StreamObservation stream) {
        return new IndexedTableLog(
                "orders",
                log.index(),
                segments,
                (table, checkpoints) -> stream,
                new LogDelivery(1, Duration.ofHours(1)),
                Duration.ofDays(35),
                () -> NOW);
    }

    private static StreamObservation drained() {
        return stream(new ShardObservation.Drained("shardId-0"));
    }

    private static StreamObservation stream(ShardObservation shard) {
        return new StreamObservation.Enabled(
                DerivationModel.STREAM,
                Instant.parse(DerivationModel.STREAM + "Z"),
                StreamView.NEW_AND_OLD_IMAGES,
                List.of(shard));
    }

    /** A segment whose changes all lie between the baseline and the window. */
    private SegmentEntry certainSegment() {
        return log.index().segments("orders", new TimeSpan(BASE, POINT)).stream()
                .filter(entry -> entry.oldest().isAfter(BASE) && entry.newest().isBefore(POINT.minusSeconds(2)))
                .findFirst()
                .orElseThrow();
    }

    private byte[] content(String key) {
        try (InputStream in = log.bucket().open(key)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ObjectStore spoiled(Predicate<String> which, byte @Nullable [] content) {
        InMemoryObjectStore sound = log.bucket();
        return new ObjectStore() {
            @Override
            public void write(String key, byte[] bytes) {
                sound.write(key, bytes);
            }

            @Override
            public InputStream open(String key) {
                if (!which.test(key)) {
                    return sound.open(key);
                }
                if (content == null) {
                    throw new ObjectNotFoundException(key, "this bucket");
                }
                return new ByteArrayInputStream(content);
            }

            @Override
            public List<String> list(String prefix) {
                return sound.list(prefix);
            }
        };
    }

    private static void assertUnknown(DerivationRun.Found found, GapCause cause, SegmentEntry segment) {
        assertThat(found.verdict()).isInstanceOf(Verdict.Unproven.class);
        assertThat(found.data().log().gaps()).anySatisfy(gap -> {
            assertThat(gap.cause()).isEqualTo(cause);
            assertThat(gap.from()).isBeforeOrEqualTo(segment.oldest());
            assertThat(gap.until()).isAfterOrEqualTo(segment.newest());
        });
        assertThat(found.verdict().reasons().toString()).contains("unknown from ");
    }
}
