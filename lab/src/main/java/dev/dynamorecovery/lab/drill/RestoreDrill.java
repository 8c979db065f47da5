package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionFollower;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionOutcomes;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.execution.ExpectedState;
import dev.dynamorecovery.lab.execution.Pause;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.execution.RestorePoint;
import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.SampleCorruptor;
import dev.dynamorecovery.lab.sample.SampleDifference;
import dev.dynamorecovery.lab.sample.SampleGenerator;
import dev.dynamorecovery.lab.sample.SampleItem;
import dev.dynamorecovery.lab.sample.SampleModel;
import dev.dynamorecovery.lab.sample.SampleStore;
import dev.dynamorecovery.lab.sample.SampleTable;
import dev.dynamorecovery.lab.sample.SampleWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Rehearses the recovery of a corrupted table from beginning to end.
 *
 * <p>Everything that recovers is the shipped machine, asked as an operator asks it. The drill adds the application, the
 * damage, and a model of what the table held, by which it judges the verdict.
 */
public final class RestoreDrill {

    /** The table that the drill corrupts and restores. */
    public static final SampleTable DAMAGED = SampleTable.ORDERS;

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    /** DynamoDB promises that the latest restorable instant trails by five minutes "typically": twice that is a fault. */
    private static final Duration LONGEST_TRAIL = Duration.ofMinutes(10);

    private final DrillSite site;
    private final DrillSettings settings;
    private final DrillListener listener;
    private final Clock clock;
    private final Pause pause;
    private final SampleStore store;

    public RestoreDrill(DrillSite site, DrillSettings settings, DrillListener listener, Clock clock, Pause pause) {
        this.site = site;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
        this.store = new SampleStore(site.dynamoDb(), site.tableNames(), settings.writerThreads());
    }

    /**
     * Runs the drill.
     *
     * @param startedAt from when its length counts
     * @throws DrillFailed when it cannot be carried through to a verdict
     */
    public DrillResult run(Instant startedAt) throws InterruptedException {
        SampleModel model = seed();
        try (SampleWriter writer =
                new SampleWriter(store, model, settings.seed(), settings.writerThreads(), settings.thinkTime())) {
            work(writer);
            listener.phaseStarted("Hold the application still and take a baseline of " + damagedTable());
            writer.pause();
            requireNoConflicts(writer);
            SampleModel truth = model.copy();
            List<SampleItem> erased = writer.deletedOrders();
            DrillResult.Baseline baseline = takeBaseline();
            goOn(writer);
            listener.phaseStarted("A faulty release corrupts " + damagedTable());
            Instant incidentAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Corruption corruption = corrupt(truth, erased);
            writer.stop();
            SampleDifference live = difference(truth, damagedTable());
            listener.phaseFinished(String.format(
                    Locale.ROOT,
                    "%,d overwritten, %,d deleted, %,d brought back from the dead",
                    corruption.overwritten().size(),
                    corruption.deleted().size(),
                    corruption.resurrected().size()));
            awaitRestorable(baseline.instant());
            ExecutionSnapshot execution = restore(baseline, incidentAt);
            ExecutionOutcome outcome = ExecutionOutcomes.of(execution);
            listener.phaseStarted("Check the verdict against the drill's own model");
            SampleDifference copy = copyDifference(truth, outcome);
            DrillResult result = new DrillResult(
                    settings,
                    site.timeScale(),
                    damagedTable(),
                    truth.itemCount(),
                    new DrillResult.Changes(
                            writer.counts().inserts(),
                            writer.counts().updates(),
                            writer.counts().deletes(),
                            writer.counts().transactions()),
                    baseline,
                    corruption,
                    incidentAt,
                    execution.arn(),
                    outcome,
                    ExecutionStep.of(site.stack().history(execution.arn())),
                    live,
                    copy,
                    Duration.between(startedAt, clock.instant()));
            switch (result.secondOpinion()) {
                case SecondOpinion.Agrees agrees -> listener.phaseFinished(agrees.reason());
                case SecondOpinion.Contradicts contradicts -> listener.phaseFailed(contradicts.reason());
                case SecondOpinion.Abstains abstains -> listener.phaseFailed(abstains.reason());
            }
            return result;
        }
    }

    private SampleModel seed() throws InterruptedException {
        List<SampleItem> items = new SampleGenerator(settings.seed()).items(settings.itemCount());
        listener.phaseStarted("Seed users, orders and transactions");
        store.empty(deleted -> {});
        store.load(items, written -> listener.progressed(written, items.size()));
        SampleModel model = new SampleModel();
        items.forEach(model::put);
        listener.phaseFinished(String.format(
                Locale.ROOT,
                "%,d items: %,d users, %,d orders, %,d transactions",
                model.itemCount(),
                model.itemsOf(SampleTable.USERS).size(),
                model.itemsOf(SampleTable.ORDERS).size(),
                model.itemsOf(SampleTable.TRANSACTIONS).size()));
        return model;
    }

    private void work(SampleWriter writer) throws InterruptedException {
        listener.phaseStarted("The application works on them");
        writer.start();
        writer.awaitChanges(settings.changes(), settings.resurrections());
        listener.phaseFinished(String.format(
                Locale.ROOT, "%,d changes by %d threads", writer.counts().changes(), settings.writerThreads()));
    }

    private void goOn(SampleWriter writer) throws InterruptedException {
        listener.phaseStarted("The application goes on");
        long before = writer.counts().changes();
        writer.resume();
        writer.awaitChanges(before + settings.changes(), 0);
        listener.phaseFinished(
                String.format(Locale.ROOT, "%,d more changes", writer.counts().changes() - before));
    }

    private static void requireNoConflicts(SampleWriter writer) {
        if (writer.counts().conflicts() > 0) {
            throw new DrillFailed(
                    writer.counts().conflicts() + " changes of the application were refused before there was any"
                            + " damage: somebody else writes to the tables",
                    null);
        }
    }

    private DrillResult.Baseline takeBaseline() throws InterruptedException {
        RecoveryRequest request = new RecoveryRequest.Baseline(
                damagedTable(), "drill-" + clock.instant().toEpochMilli());
        ExecutionOutcome outcome = ExecutionOutcomes.of(follow(request));
        if (!(outcome instanceof ExecutionOutcome.BaselineTaken taken)) {
            throw new DrillFailed("no baseline of " + damagedTable() + " could be taken", outcome);
        }
        Instant instant = Instant.parse(taken.output().path("baselineInstant").asText());
        listener.phaseFinished("proven for " + instant);
        return new DrillResult.Baseline(taken.baseline(), instant);
    }

    private Corruption corrupt(SampleModel truth, List<SampleItem> erased) {
        int total = settings.overwrites() + settings.deletes() + settings.resurrections();
        return new SampleCorruptor(store, settings.seed())
                .corrupt(
                        truth,
                        settings.overwrites(),
                        settings.deletes(),
                        erased.subList(0, settings.resurrections()),
                        done -> listener.progressed(done, total));
    }

    private void awaitRestorable(Instant instant) throws InterruptedException {
        listener.phaseStarted("Wait until the instant can be restored");
        Instant deadline = clock.instant()
                .plus(Duration.ofNanos(Math.round(LONGEST_TRAIL.toNanos() * site.timeScale())))
                .plus(Duration.ofSeconds(10));
        while (true) {
            PointInTimeRecoveryDescription window = site.dynamoDb()
                    .describeContinuousBackups(request -> request.tableName(damagedTable()))
                    .continuousBackupsDescription()
                    .pointInTimeRecoveryDescription();
            Instant latest = window == null ? null : window.latestRestorableDateTime();
            if (latest != null && !latest.isBefore(instant)) {
                listener.phaseFinished("restorable up to " + latest.truncatedTo(ChronoUnit.SECONDS));
                return;
            }
            if (clock.instant().isAfter(deadline)) {
                throw new DrillFailed(
                        instant + " did not become restorable in time: the window ends at " + latest, null);
            }
            pause.of(LOOK_INTERVAL);
        }
    }

    private ExecutionSnapshot restore(DrillResult.Baseline baseline, Instant incidentAt) throws InterruptedException {
        listener.phaseStarted("Restore " + damagedTable() + " to " + baseline.instant() + " and verify it");
        CopyFault fault = site.fault();
        RecoveryRequest request = new RecoveryRequest.Restore(
                damagedTable(),
                new RestorePoint.AtInstant(baseline.instant()),
                fault == null ? null : fault.copyName(),
                new ExpectedState.Baseline(baseline.id()),
                true,
                true,
                incidentAt,
                false,
                null);
        ExecutionSnapshot execution = follow(request);
        switch (ExecutionOutcomes.of(execution)) {
            case ExecutionOutcome.Verdict verdict -> {
                if (verdict.kind() == ExecutionOutcome.Verdict.Kind.Consistent) {
                    listener.phaseFinished(verdict.kind().name());
                } else {
                    listener.phaseFailed(verdict.kind().name());
                }
            }
            case ExecutionOutcome.Running running -> listener.phaseFailed("still running");
            case ExecutionOutcome.BaselineTaken taken ->
                listener.phaseFailed("a baseline, where a verdict was asked for");
            case ExecutionOutcome.Replayed replayed -> listener.phaseFailed("a replay, where a verdict was asked for");
            case ExecutionOutcome.Refused refused -> listener.phaseFailed("refused: " + refused.code());
            case ExecutionOutcome.Failed failed -> listener.phaseFailed("failed: " + failed.error());
        }
        return execution;
    }

    private ExecutionSnapshot follow(RecoveryRequest request) throws InterruptedException {
        String arn =
                site.stack().start(request.executionName(), request.inputJson()).executionArn();
        return new ExecutionFollower(site.stack(), clock, pause, LOOK_INTERVAL)
                .follow(
                        arn,
                        request.executionNamePrefix(),
                        (execution, steps, remaining) -> listener.executionProgressed(steps, remaining));
    }

    private @Nullable SampleDifference copyDifference(SampleModel truth, ExecutionOutcome outcome)
            throws InterruptedException {
        if (!(outcome instanceof ExecutionOutcome.Verdict verdict)) {
            return null;
        }
        try {
            return difference(truth, verdict.output().path("restoredTable").asText());
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }

    private SampleDifference difference(SampleModel truth, String tableName) throws InterruptedException {
        return SampleDifference.between(DAMAGED, truth.itemsOf(DAMAGED), store.scan(DAMAGED, tableName));
    }

    private String damagedTable() {
        return site.nameOf(DAMAGED);
    }
}
