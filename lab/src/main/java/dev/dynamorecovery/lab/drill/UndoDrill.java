package dev.dynamorecovery.lab.drill;

import static dev.dynamorecovery.lab.drill.DrillApplication.DAMAGED;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.execution.ChosenChanges;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionOutcomes;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.Pause;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.sample.BadChanges;
import dev.dynamorecovery.lab.sample.PossibleStates;
import dev.dynamorecovery.lab.sample.SampleCorruptor;
import dev.dynamorecovery.lab.sample.SampleDifference;
import dev.dynamorecovery.lab.sample.WriterName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Rehearses taking one bad writer's changes out of a live table, among which the application made its own.
 *
 * <p>The bad writer changes and creates items and deletes none: no stream tells who deleted an item. The application is
 * held still while the changes are undone, so that the table can be compared, item by item, with what the application
 * alone would have made of it.
 */
public final class UndoDrill {

    private final DrillSite site;
    private final DrillSettings settings;
    private final DrillListener listener;
    private final Clock clock;
    private final DrillExecutions executions;

    public UndoDrill(DrillSite site, DrillSettings settings, DrillListener listener, Clock clock, Pause pause) {
        this.site = site;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.executions = new DrillExecutions(site, listener, clock, pause);
    }

    /**
     * Runs the drill.
     *
     * @param startedAt from when its length counts
     * @throws DrillFailed when nothing could be listed that might be undone
     */
    public UndoDrillResult run(Instant startedAt) throws InterruptedException {
        try (DrillApplication application = DrillApplication.seeded(site, settings, listener, clock)) {
            application.work();
            Instant incidentAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            BadChanges bad = corrupt(application);
            Instant until = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            UndoDrillResult.Interleaving interleaving = goOn(application, until, incidentAt, bad);
            SampleDifference damage = difference(application);
            ExecutionSnapshot listing = list(application, incidentAt, until);
            ExecutionOutcome.Replayed listed = listed(ExecutionOutcomes.of(listing));
            SampleDifference damageAfterListing = difference(application);
            ExecutionSnapshot undoing = undo(application, listing);
            Instant undoneAt = clock.instant();
            listener.phaseStarted("Check " + application.table() + " against the drill's own model");
            SampleDifference left = difference(application);
            ExecutionOutcome undone = ExecutionOutcomes.of(undoing);
            SecondOpinion opinion = UndoJudgement.of(bad, damage, damageAfterListing, listed, undone, left);
            opinion.tell(listener);
            return new UndoDrillResult(
                    settings,
                    site.timeScale(),
                    application.table(),
                    application.model().itemCount(),
                    application.changes(),
                    bad,
                    interleaving,
                    incidentAt,
                    new UndoDrillResult.Rto(Duration.between(incidentAt, undoneAt), rtoObjective()),
                    listed,
                    undone,
                    executions.steps(undoing),
                    damage,
                    left,
                    opinion,
                    Duration.between(startedAt, clock.instant()));
        }
    }

    private BadChanges corrupt(DrillApplication application) throws InterruptedException {
        listener.phaseStarted(
                "A faulty release corrupts " + application.table() + " while the application works on it");
        long before = application.writer().counts().changes();
        int total = settings.overwrites() + settings.resurrections();
        BadChanges bad = new SampleCorruptor(application.store(), settings.seed())
                .corruptAmongOthers(
                        application.model(),
                        settings.overwrites(),
                        application.writer().deletedOrders().subList(0, settings.resurrections()),
                        done -> listener.progressed(done, total));
        listener.phaseFinished(String.format(
                Locale.ROOT,
                "%,d changes of %s, %,d of the application meanwhile",
                bad.changeCount(),
                WriterName.FAULTY_RELEASE.inItems(),
                application.writer().counts().changes() - before));
        return bad;
    }

    /** Lets the application work until then, and until it has changed a damaged order, and holds it still. */
    private UndoDrillResult.Interleaving goOn(
            DrillApplication application, Instant until, Instant incidentAt, BadChanges bad)
            throws InterruptedException {
        listener.phaseStarted("The application goes on, and is then held still");
        application.workUntil(until);
        // A drill in which no good change met a bad one would show less than it says.
        while (interleaving(application, incidentAt, bad).itemsOfBoth() == 0) {
            application.workUntil(clock.instant());
        }
        application.writer().pause();
        application.requireNoConflicts();
        UndoDrillResult.Interleaving interleaving = interleaving(application, incidentAt, bad);
        listener.phaseFinished(String.format(
                Locale.ROOT,
                "it has changed %,d orders since the first bad change, %,d of them damaged ones",
                interleaving.items(),
                interleaving.itemsOfBoth()));
        return interleaving;
    }

    /** What the bad writer changed from the incident on, in whole seconds. */
    private ExecutionSnapshot list(DrillApplication application, Instant incidentAt, Instant until)
            throws InterruptedException {
        listener.phaseStarted("List what undoing " + WriterName.FAULTY_RELEASE.inItems() + " would change");
        ChosenChanges chosen = new ChosenChanges(
                List.of(), incidentAt.truncatedTo(ChronoUnit.SECONDS), until, WriterName.FAULTY_RELEASE.inItems());
        ExecutionSnapshot listing = executions.follow(
                new RecoveryRequest.ProposeUndo(application.table(), chosen, false, false, requestId()));
        tell(ExecutionOutcomes.of(listing));
        return listing;
    }

    private ExecutionSnapshot undo(DrillApplication application, ExecutionSnapshot listing)
            throws InterruptedException {
        listener.phaseStarted("Do exactly what was listed");
        ExecutionSnapshot undoing =
                executions.follow(new RecoveryRequest.ApplyUndo(application.table(), listing.name(), requestId()));
        tell(ExecutionOutcomes.of(undoing));
        return undoing;
    }

    private static UndoDrillResult.Interleaving interleaving(
            DrillApplication application, Instant incidentAt, BadChanges bad) {
        var byApplication = new TreeSet<>(application.writer().history().changedSince(DAMAGED, incidentAt));
        int all = byApplication.size();
        byApplication.retainAll(bad.keys());
        return new UndoDrillResult.Interleaving(all, byApplication.size());
    }

    private SampleDifference difference(DrillApplication application) throws InterruptedException {
        return application.difference(PossibleStates.now(DAMAGED, application.model()), application.table());
    }

    private static ExecutionOutcome.Replayed listed(ExecutionOutcome outcome) {
        if (outcome instanceof ExecutionOutcome.Replayed replayed
                && replayed.deed() == ExecutionOutcome.Replayed.Deed.Listed) {
            return replayed;
        }
        throw new DrillFailed("nothing was listed that might be undone", outcome);
    }

    private void tell(ExecutionOutcome outcome) {
        if (!(outcome instanceof ExecutionOutcome.Replayed replayed)) {
            listener.phaseFailed("it did not come to its end");
            return;
        }
        String detail = String.format(
                Locale.ROOT,
                "%,d bad changes; %,d items %s, %,d in place, %,d conflicts",
                replayed.output().path("leftOut").asLong(),
                replayed.output().path("written").asLong(),
                replayed.deed() == ExecutionOutcome.Replayed.Deed.Listed ? "to be written" : "written",
                replayed.output().path("inPlace").asLong(),
                replayed.conflicts());
        if (replayed.conflicts() == 0) {
            listener.phaseFinished(detail);
        } else {
            listener.phaseFailed(detail);
        }
    }

    private Duration rtoObjective() {
        RecoveryPlan plan = new PackagedPlans()
                .find(DAMAGED.defaultName())
                .orElseThrow(() -> new IllegalStateException("no plan " + DAMAGED.defaultName() + " is packaged"));
        return plan.objectives().rto();
    }

    private String requestId() {
        return "drill-" + clock.instant().toEpochMilli();
    }
}
