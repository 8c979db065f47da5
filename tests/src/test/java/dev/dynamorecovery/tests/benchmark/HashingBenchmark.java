package dev.dynamorecovery.tests.benchmark;

import dev.dynamorecovery.core.item.CanonicalForm;
import dev.dynamorecovery.core.item.CanonicalWriter;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Items of 1 KB hashed by one thread, and how much of that the bare hash of the same bytes takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class HashingBenchmark {

    private static final int ITEMS = 1024;

    private final ItemHasher hasher = new ItemHasher(HashKey.of(new byte[HashKey.BYTES]), SampleItems.SCHEMA);
    private final CanonicalWriter writer = new CanonicalWriter();
    private final Item[] items =
            IntStream.range(0, ITEMS).mapToObj(SampleItems::item).toArray(Item[]::new);
    private final byte[][] canonical = new byte[ITEMS][];
    private final byte[] output = new byte[32];
    private final Mac mac = mac();
    private int next;

    private static Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[HashKey.BYTES], "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HMAC-SHA-256", e);
        }
    }

    /** Prepares the bytes that are hashed bare. */
    @Setup
    public void canonicalise() {
        for (int i = 0; i < ITEMS; i++) {
            canonical[i] = CanonicalForm.of(items[i]);
        }
    }

    /** What verification does with each item: canonical form, bucket, hash. */
    @Benchmark
    public HashedItem item(ProcessorTime time) {
        time.operations++;
        return hasher.hash(items[next++ % ITEMS]);
    }

    /** The canonical form alone. */
    @Benchmark
    public int canonicalForm(ProcessorTime time) {
        time.operations++;
        writer.clear();
        CanonicalForm.write(writer, items[next++ % ITEMS]);
        return writer.bytes().length();
    }

    /** HMAC-SHA-256 of the same bytes alone. */
    @Benchmark
    public byte bareHash(ProcessorTime time) throws GeneralSecurityException {
        time.operations++;
        mac.update(canonical[next++ % ITEMS]);
        mac.doFinal(output, 0);
        return output[0];
    }
}
