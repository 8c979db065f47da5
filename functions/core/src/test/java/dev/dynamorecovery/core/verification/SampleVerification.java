package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineDocument;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.baseline.BaselineProof;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Continuation;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.item.SegmentReader;
import dev.dynamorecovery.core.item.TableScan;
import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.settings.SampleSettings;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables of this process, and the jobs about them. */
final class SampleVerification {

    static final KeySchema KEY = KeySchema.of("id");
    static final HashKey HASH_KEY = HashKey.of(new byte[HashKey.BYTES]);
    static final Instant START = Instant.parse("2026-11-22T10:40:00.400Z");
    static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    private static final int PAGE_ITEMS = 3;

    private SampleVerification() {}

    static List<Item> items(int count) {
        return IntStream.range(0, count).mapToObj(number -> item(number, "v")).toList();
    }

    static Item item(int number, String value) {
        return new Item(Map.of(
                "id", new AttributeValue.Text("%05d".formatted(number)), "value", new AttributeValue.Text(value)));
    }

    /** A table whose items fall to segments in turn, three to a page. */
    static TableScan table(List<Item> items) {
        return (segment, from) -> {
            List<Item> own = IntStream.range(0, items.size())
                    .filter(index -> index % segment.total() == segment.index())
                    .mapToObj(items::get)
                    .filter(item -> from == null || id(item).compareTo(id(from.lastKey())) > 0)
                    .toList();
            List<Item> page = own.subList(0, Math.min(PAGE_ITEMS, own.size()));
            return new ScanPage(
                    page,
                    page.size() == own.size()
                            ? null
                            : new Continuation(new Item(Map.of("id", attribute(page.getLast())))));
        };
    }

    /** Digests a table as the state machine does: segment by segment, a call for as many pages as time allows. */
    static void digest(
            List<Item> items, String execution, Side side, int segments, boolean fingerprints, ObjectStore work) {
        work(
                items,
                execution,
                side,
                segments,
                Duration.ZERO,
                work,
                SegmentDigest.WORK,
                part -> SegmentDigest.of(part, fingerprints, HASH_KEY, work));
        DigestPass.merge(new WorkKeys(execution), side, segments, new StoredDocuments(work));
    }

    /** Runs one kind of work on all segments, each call interrupted after a page where no time remains. */
    static List<SegmentAnswer> work(
            List<Item> items,
            String execution,
            Side side,
            int segments,
            Duration remaining,
            ObjectStore store,
            String work,
            Function<TablePart, SegmentWork.Factory> factory) {
        List<SegmentAnswer> answers = new ArrayList<>();
        Iterator<Instant> clock =
                Stream.iterate(START, now -> now.plusMillis(10)).iterator();
        SegmentCall call = new SegmentCall(
                new SegmentReader(table(items), () -> remaining, Duration.ofSeconds(1)),
                new StoredDocuments(store),
                clock::next);
        for (int segment = 0; segment < segments; segment++) {
            TablePart part = new TablePart(execution, "orders", KEY, side, segment, segments);
            @Nullable String continuation = null;
            do {
                SegmentAnswer answer = call.run(work, part, continuation, factory.apply(part));
                answers.add(answer);
                continuation = answer.continuation();
            } while (continuation != null);
        }
        return answers;
    }

    static RecoveryJob.Restore restore(ExpectedSource expected, boolean keepCopy) {
        return new RecoveryJob.Restore(
                "run-1",
                START,
                "orders",
                ARN,
                KEY,
                "orders-restored",
                new RestoredPoint.PointInTime(Instant.parse("2026-11-22T10:40:01Z")),
                expected,
                "orders",
                "version",
                keepCopy,
                true,
                null,
                false,
                2,
                RecoveryJob.passes(expected, "orders", "orders-restored", true),
                RecoveryJob.openings(expected, "orders", "orders-restored"),
                0);
    }

    /** The verification of a table that AWS Backup restored. */
    static RecoveryJob.Restore lent(boolean keepCopy) {
        ExpectedSource expected = new ExpectedSource.ChangeLog("baseline");
        return new RecoveryJob.Restore(
                "restore-test-1",
                START,
                "orders",
                ARN,
                KEY,
                "awsbackup-restore-test-1",
                new RestoredPoint.RecoveryPoint("point", START.minusSeconds(120), START.minusSeconds(60)),
                expected,
                "orders",
                "version",
                keepCopy,
                false,
                null,
                false,
                2,
                RecoveryJob.passes(expected, "orders", "awsbackup-restore-test-1", false),
                RecoveryJob.openings(expected, "orders", "awsbackup-restore-test-1"),
                0);
    }

    static RecoveryJob.Baseline baseline() {
        return new RecoveryJob.Baseline(
                "base-1",
                START,
                "orders",
                ARN,
                KEY,
                "orders",
                "version",
                true,
                2,
                RecoveryJob.baselinePasses("orders"));
    }

    static BaselineManifest manifest(Instant instant, ObjectStore evidence) {
        String baseline = StoredBaselines.name(instant, "base-" + instant);
        BaselineManifest manifest = new BaselineManifest(
                BaselineManifest.FORMAT_VERSION,
                baseline,
                "orders",
                ARN,
                instant,
                new QuietWindow(instant.minusMillis(300), instant.plusSeconds(2)),
                0,
                SampleSettings.rich(),
                "digest",
                "fingerprints",
                null,
                BaselineProof.QUIET_READINGS,
                HASH_KEY.toHex(),
                "orders",
                "version");
        evidence.write(new BaselineKeys("orders").manifest(baseline), BaselineDocument.write(manifest));
        return manifest;
    }

    private static String id(Item item) {
        return ((AttributeValue.Text) attribute(item)).value();
    }

    private static AttributeValue attribute(Item item) {
        return Objects.requireNonNull(item.attribute("id"));
    }
}
