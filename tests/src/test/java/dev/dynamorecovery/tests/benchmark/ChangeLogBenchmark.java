package dev.dynamorecovery.tests.benchmark;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogWriter;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.changelog.InMemoryChangeLogIndex;
import dev.dynamorecovery.core.changelog.LoggedBatch;
import dev.dynamorecovery.core.changelog.StreamEvents;
import dev.dynamorecovery.core.item.AttributeValue.Numeric;
import dev.dynamorecovery.core.item.AttributeValue.Text;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Batches of 1,000 modifications with images of 500 bytes before and after, from the event's bytes to the compressed
 * segment and its entry in the index: all that the function does but the three calls.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ChangeLogBenchmark {

    static final int RECORDS = 1000;
    private static final int IMAGE_BYTES = 500;
    static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    private final byte[][] events = {event(0), event(1), event(2), event(3)};
    private final ChangeLogWriter writer = new ChangeLogWriter(new InMemoryChangeLogIndex(), new NoStore());
    private int next;

    /** Logs one batch. */
    @Benchmark
    public LoggedBatch batch(ProcessorTime time) {
        time.operations += RECORDS;
        return writer.write(events[next++ % events.length], AT.plusSeconds(1));
    }

    private static byte[] event(int number) {
        return StreamEvents.of("orders", changes(number));
    }

    /** The changes of the batch of that number: each of another order, in the order of their sequence numbers. */
    static List<Change> changes(int number) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            Item before = image(number * RECORDS + i, 1);
            Item after = image(number * RECORDS + i, 2);
            changes.add(new Change(
                    new ChangePosition("2026-11-22T09:00:00.000", "shard", "%021d".formatted(number * RECORDS + i + 1)),
                    AT,
                    new Item(ItemKey.of(after, SampleItems.SCHEMA).attributes()),
                    before,
                    after,
                    ChangeOrigin.WRITE));
        }
        return changes;
    }

    /** The sample order, its note cut so that the image has its size, with another state and version each time. */
    private static Item image(int number, int version) {
        var attributes = new HashMap<>(SampleItems.item(number).attributes());
        attributes.put("version", new Numeric(Integer.toString(100 + version)));
        attributes.put("status", new Text(version == 1 ? "PLACED" : "SHIPPED"));
        int excess = SampleItems.bytes(new Item(attributes)) - IMAGE_BYTES;
        String note = ((Text) attributes.getOrDefault("note", new Text(""))).value();
        attributes.put("note", new Text(note.substring(excess)));
        return new Item(attributes);
    }

    /** Keeps nothing: what is measured ends where the calls begin. */
    private static final class NoStore implements ObjectStore {

        @Override
        public void write(String key, byte[] content) {
            // Measured up to here.
        }

        @Override
        public InputStream open(String key) {
            throw new UnsupportedOperationException("A benchmark of writing reads nothing");
        }

        @Override
        public List<String> list(String prefix) {
            throw new UnsupportedOperationException("A benchmark of writing reads nothing");
        }
    }
}
