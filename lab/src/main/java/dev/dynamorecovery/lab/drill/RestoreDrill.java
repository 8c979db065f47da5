package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionOutcomes;
import dev.dynamorecovery.lab.execution.Pause;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.SampleCorruptor;
import dev.dynamorecovery.lab.sample.SampleDifference;
import dev.dynamorecovery.lab.sample.SampleItem;
import dev.dynamorecovery.lab.sample.SampleModel;
import dev.dynamorecovery.lab.sample.SampleTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Rehearses the recovery of a corrupted table from beginning to end, while the application goes on writing.
 *
 * <p>It restores twice: to an instant before any damage, by a baseline and the change log, and after the damage to a
 * later instant, by the first restore's proven copy and the log since. Everything that recovers is the shipped machine,
 * asked as an operator asks it. The drill adds the application, the damage, and a model of what the table held, by which
 * it judges both verdicts.
 */
public final class RestoreDrill {

    /** The table that the drill corrupts and restores. */
    public static final SampleTable DAMAGED = DrillApplication.DAMAGED;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DrillSite site;
    private final DrillSettings settings;
    private final DrillListener listener;
    private final Clock clock;
    private final DrillExecutions executions;
    private final DrillRestores restores;
    private final SplittableRandom random;

    public RestoreDrill(DrillSite site, DrillSettings settings, DrillListener listener, Clock clock, Pause pause) {
        this.site = site;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.executions = new DrillExecutions(site, listener, clock, pause);
        this.restores = new DrillRestores(site, executions, listener, clock, pause);
        this.random = new SplittableRandom(settings.seed());
    }

    /**
     * Runs the drill.
     *
     * @param startedAt from when its length counts
     * @throws DrillFailed when it cannot be carried through to a verdict
     */
    public DrillResult run(Instant startedAt) throws InterruptedException {
        try (DrillApplication application = DrillApplication.seeded(site, settings, listener, clock)) {
            application.work();
            listener.phaseStarted("Hold the application still and take a baseline of " + application.table());
            application.writer().pause();
            application.requireNoConflicts();
            SampleModel atBaseline = application.model().copy();
            List<SampleItem> erased = application.writer().deletedOrders();
            DrillResult.Baseline baseline = takeBaseline(application);
            Instant instant = goOn(application);
            DrilledRestore rehearsal = restores.rehearse(application, instant, baseline);
            DrillResult.Recovery recovery =
                    rehearsal.isProven() ? recover(application, atBaseline, erased, rehearsal) : null;
            application.writer().stop();
            return new DrillResult(
                    settings,
                    site.timeScale(),
                    application.table(),
                    application.model().itemCount(),
                    application.changes(),
                    baseline,
                    rehearsal,
                    recovery,
                    Duration.between(startedAt, clock.instant()));
        }
    }

    private DrillResult.Baseline takeBaseline(DrillApplication application) throws InterruptedException {
        RecoveryRequest request = new RecoveryRequest.Baseline(
                application.table(), "drill-" + clock.instant().toEpochMilli());
        ExecutionOutcome outcome = ExecutionOutcomes.of(executions.follow(request));
        if (!(outcome instanceof ExecutionOutcome.BaselineTaken taken)) {
            throw new DrillFailed("no baseline of " + application.table() + " could be taken", outcome);
        }
        Instant instant = Instant.parse(taken.output().path("baselineInstant").asText());
        listener.phaseFinished("proven for " + instant);
        return new DrillResult.Baseline(taken.baseline(), instant);
    }

    /** Lets the application work before, at and after an instant, which it answers. */
    private Instant goOn(DrillApplication application) throws InterruptedException {
        listener.phaseStarted("The application goes on, and does not stop any more");
        application.writer().rest(settings.calmThinkTime());
        application.writer().resume();
        Instant instant = currentSecond().plusSeconds(2 + random.nextInt(2));
        long changes =
                application.workUntil(instant.plus(DrillRestores.TOLERANCE).plus(SECOND));
        listener.phaseFinished(
                String.format(Locale.ROOT, "%,d more changes; of its time, %s is drawn by lot", changes, instant));
        return instant;
    }

    private DrillResult.Recovery recover(
            DrillApplication application, SampleModel atBaseline, List<SampleItem> erased, DrilledRestore rehearsal)
            throws InterruptedException {
        DrillResult.Baseline kept = rehearsal
                .keptBaseline()
                .orElseThrow(() -> new DrillFailed(
                        "the copy that was proven right did not become a baseline", rehearsal.outcome()));
        application.requireNoConflicts();
        Instant instant = secondAfter(rehearsal.instant(), application);
        listener.phaseStarted("A faulty release corrupts " + application.table());
        Instant incidentAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Corruption corruption = corrupt(application, atBaseline, erased);
        listener.phaseFinished(String.format(
                Locale.ROOT,
                "%,d overwritten, %,d deleted, %,d brought back from the dead",
                corruption.overwritten().size(),
                corruption.deleted().size(),
                corruption.resurrected().size()));
        SampleDifference live = application.difference(restores.truth(application, instant), application.table());
        return new DrillResult.Recovery(
                corruption,
                incidentAt,
                live,
                restores.recover(application, instant, kept, incidentAt, corruption, live));
    }

    /** A second at which the application was at work, later than the given one, and not too late to be told from now. */
    private Instant secondAfter(Instant earlier, DrillApplication application) throws InterruptedException {
        Duration around = DrillRestores.TOLERANCE.plus(SECOND);
        Instant earliest = earlier.plus(around);
        if (currentSecond().isBefore(earliest.plus(around))) {
            application.workUntil(earliest.plus(around));
        }
        long choices = Duration.between(earliest, currentSecond().minus(around)).toSeconds() + 1;
        return earliest.plusSeconds(random.nextLong(choices));
    }

    /** What is overwritten or deleted was there at every instant since the baseline. */
    private Corruption corrupt(DrillApplication application, SampleModel atBaseline, List<SampleItem> erased) {
        SampleModel present = application.model().copy();
        present.itemsOf(DAMAGED).keySet().retainAll(atBaseline.itemsOf(DAMAGED).keySet());
        int total = settings.overwrites() + settings.deletes() + settings.resurrections();
        return new SampleCorruptor(application.store(), settings.seed())
                .corrupt(
                        present,
                        settings.overwrites(),
                        settings.deletes(),
                        erased.subList(0, settings.resurrections()),
                        done -> listener.progressed(done, total));
    }

    private Instant currentSecond() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
