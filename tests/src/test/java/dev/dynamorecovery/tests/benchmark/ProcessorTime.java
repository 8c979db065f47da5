package dev.dynamorecovery.tests.benchmark;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The processor time of a benchmark's thread: a figure that holds though the machine has other things to do. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ProcessorTime {

    /** Processor time of the iteration. */
    public long nanoseconds;

    /** Operations of the iteration; the benchmark counts them. */
    public long operations;

    private long start;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        operations = 0;
        start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Ends an iteration. */
    @TearDown(Level.Iteration)
    public void end() {
        nanoseconds = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }
}
