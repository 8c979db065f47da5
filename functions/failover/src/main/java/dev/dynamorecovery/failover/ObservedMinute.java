package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.Rounds;
import dev.dynamorecovery.core.failover.observe.RegionWatch;
import dev.dynamorecovery.core.failover.procedure.GroupEnrolment;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.FailoverPlan;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** What an observer does in one minute: put new groups under control, keep readiness fresh, and look at the Regions. */
final class ObservedMinute {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedMinute.class);
    private static final String REGIONS_OUT = "RegionsOut";

    /** Takes a metric; {@link dev.dynamorecovery.aws.runtime.RecoveryMetrics} outside of tests. */
    @FunctionalInterface
    interface Metrics {
        void record(String metric, double value, MetricUnit unit);
    }

    private final String region;
    private final GroupPlans plans;
    private final GroupControl control;
    private final RegionWatch watch;
    private final ReadinessUpkeep readiness;
    private final Rounds rounds;
    private final Metrics metrics;
    private final boolean enrols;
    private final InstantSource time;

    /** @param enrols whether this observer puts groups under control that have no record yet: one in all Regions does */
    ObservedMinute(
            String region,
            GroupPlans plans,
            GroupControl control,
            RegionWatch watch,
            ReadinessUpkeep readiness,
            Rounds rounds,
            Metrics metrics,
            boolean enrols,
            InstantSource time) {
        this.region = region;
        this.plans = plans;
        this.control = control;
        this.watch = watch;
        this.readiness = readiness;
        this.rounds = rounds;
        this.metrics = metrics;
        this.enrols = enrols;
        this.time = time;
    }

    /** Looks as often as the shortest interval of the plans says. */
    Observed observe(Duration within) {
        List<RecoveryPlan> movable = plans.movable();
        for (RecoveryPlan plan : movable) {
            attempt("enrol " + plan.name(), () -> enrol(plan));
            attempt("take up the votes on " + plan.name(), () -> watch.resume(plan));
        }
        readiness.begin();
        Duration every = movable.stream()
                .map(plan -> plan.failover().probeInterval())
                .min(Comparator.naturalOrder())
                .orElse(FailoverPlan.DEFAULT.probeInterval());
        AtomicInteger mostOut = new AtomicInteger();
        int looks = rounds.run(
                every,
                within,
                () -> attempt("look", () -> {
                    readiness.keepUp();
                    int out = out(watch.look(movable));
                    if (out > mostOut.get()) {
                        // At once: an alarm on it has a look taken at the votes.
                        metrics.record(REGIONS_OUT, out, MetricUnit.COUNT);
                        mostOut.set(out);
                    }
                }));
        metrics.record(REGIONS_OUT, mostOut.get(), MetricUnit.COUNT);
        return new Observed(looks, mostOut.get());
    }

    private void enrol(RecoveryPlan plan) {
        if (enrols && control.records().read(plan.name()).isEmpty()) {
            new GroupEnrolment(control.records(), time).enrol(plan, "observer in " + region);
            LOG.info("Group {} is under control from now on", plan.name());
        }
    }

    /** How many Regions this observer sees out, counted once however many groups they have. */
    private static int out(List<Vote> votes) {
        return (int) votes.stream()
                .filter(vote -> vote.view() == RegionView.OUT)
                .map(Vote::subject)
                .distinct()
                .count();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** What fails now is tried again seconds later: a look that was not taken is no vote. */
    private static void attempt(String what, Work work) {
        try {
            work.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.error("The observer could not {}", what, failure);
        }
    }

    /**
     * @param looks how often every Region was looked at
     * @param mostOut the most Regions seen out in one look
     */
    record Observed(int looks, int mostOut) {}
}
