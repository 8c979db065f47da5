package dev.dynamorecovery.tests.benchmark;

import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangeSelection;
import dev.dynamorecovery.core.changelog.SampleChangeLog;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.ChangeSum;
import dev.dynamorecovery.core.derivation.Derivation;
import dev.dynamorecovery.core.derivation.Heartbeat;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.restore.RestoredPoint;
import java.time.Duration;
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
 * A slice of 10,000 modifications with images of 500 bytes before and after, from the compressed segments to the sum by
 * which they alter the table's digest: all that a worker of a derivation does but fetch the segments.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DerivationBenchmark {

    private static final int SEGMENTS = 10;
    private static final Derivation DERIVATION = Derivation.of(
            ChangeLogBenchmark.AT.minus(Duration.ofMinutes(1)),
            new RestoredPoint.PointInTime(ChangeLogBenchmark.AT.plus(Duration.ofMinutes(1))));

    private final ChangeLogReader log = log();
    private final ItemHasher hasher = new ItemHasher(HashKey.of(new byte[HashKey.BYTES]), SampleItems.SCHEMA);
    private final Heartbeat heartbeat = Heartbeat.of(ChangeLogPlan.NONE, SampleItems.SCHEMA);

    /** Adds up one slice. */
    @Benchmark
    public ChangeSum sum(ProcessorTime time) {
        ChangeSum sum = new ChangeSum(DERIVATION, heartbeat, hasher, uncertain -> {
            throw new IllegalStateException("No change lies near the restore point");
        });
        TimeSpan span = DERIVATION.span();
        time.operations += log.read(span, ChangeSelection.ALL, sum::add).changeCount();
        return sum;
    }

    private static ChangeLogReader log() {
        SampleChangeLog log = new SampleChangeLog("orders");
        for (int segment = 0; segment < SEGMENTS; segment++) {
            log.append(ChangeLogBenchmark.changes(segment));
        }
        return log.reader();
    }
}
