package dev.dynamorecovery.simulation;

import dev.dynamorecovery.core.plan.SamplePlans;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Runs many schedules on all cores; see docs/failover.md for the command. */
public final class Simulations {

    private static final long TOLD_EACH = 25_000;

    private Simulations() {}

    /**
     * @param arguments how many schedules, and the first seed; a million from seed 0 when nothing is given
     */
    public static void main(String[] arguments) {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
        FailoverSimulation simulation = new FailoverSimulation(SamplePlans.orders());
        AtomicLong writes = new AtomicLong();
        AtomicLong moved = new AtomicLong();
        AtomicLong late = new AtomicLong();
        AtomicLong lost = new AtomicLong();
        AtomicLong done = new AtomicLong();
        long began = System.nanoTime();
        Optional<FailoverSimulation.Outcome> broken = LongStream.range(first, first + count)
                .parallel()
                .mapToObj(seed -> simulation.run(seed, Optional.empty()))
                .peek(outcome -> {
                    writes.addAndGet(outcome.acknowledgedWrites());
                    late.addAndGet(outcome.lateWrites());
                    lost.addAndGet(outcome.lostWrites());
                    moved.addAndGet(outcome.record().epoch() > 1 ? 1 : 0);
                    tellProgress(done.incrementAndGet(), count, began);
                })
                .filter(outcome -> outcome.violation().isPresent())
                .findAny();
        double seconds = (System.nanoTime() - began) / 1e9;
        broken.ifPresent(outcome -> System.out.println(
                simulation.tell(outcome.seed(), Optional.empty()).story()));
        System.out.printf(
                "%d schedules from seed %d in %.1f s (%.0f a second); claims in %d of them, %d writes acknowledged, %d landed late, %d told as lost or perhaps lost; %s%n",
                count,
                first,
                seconds,
                count / seconds,
                moved.get(),
                writes.get(),
                late.get(),
                lost.get(),
                broken.isPresent() ? "A VIOLATION" : "no violation");
        if (broken.isPresent()) {
            System.exit(1);
        }
    }

    private static void tellProgress(long done, long count, long began) {
        if (done % TOLD_EACH == 0) {
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%d of %d schedules, about %.0f s left%n", done, count, seconds / done * (count - done));
        }
    }
}
