package dev.dynamorecovery.lab.drill;

import static dev.dynamorecovery.lab.drill.DrillApplication.DAMAGED;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionOutcomes;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.ExpectedState;
import dev.dynamorecovery.lab.execution.Pause;
import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.execution.RestorePoint;
import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.PossibleStates;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The restores of a drill: asked for, followed, and judged by the drill's own model. */
final class DrillRestores {

    /** By how much point-in-time recovery may miss the instant: it knows the second. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** DynamoDB promises that the latest restorable instant trails by five minutes "typically": twice that is a fault. */
    private static final Duration LONGEST_TRAIL = Duration.ofMinutes(10);

    private final DrillSite site;
    private final DrillExecutions executions;
    private final DrillListener listener;
    private final Clock clock;
    private final Pause pause;

    DrillRestores(DrillSite site, DrillExecutions executions, DrillListener listener, Clock clock, Pause pause) {
        this.site = site;
        this.executions = executions;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
    }

    /** Restores to an instant before any damage. */
    DrilledRestore rehearse(DrillApplication application, Instant instant, DrillResult.Baseline from)
            throws InterruptedException {
        ExecutionSnapshot execution = restore(application, instant, from, null, null);
        listener.phaseStarted("Check that verdict against the drill's own model");
        ExecutionOutcome outcome = ExecutionOutcomes.of(execution);
        SampleDifference copy = copyDifference(application, instant, outcome);
        return judged(execution, instant, from, SecondOpinion.on(outcome, copy), copy);
    }

    /** Restores to an instant before the damage. */
    DrilledRestore recover(
            DrillApplication application,
            Instant instant,
            DrillResult.Baseline from,
            Instant incidentAt,
            Corruption corruption,
            SampleDifference live)
            throws InterruptedException {
        CopyFault fault = site.fault();
        ExecutionSnapshot execution =
                restore(application, instant, from, fault == null ? null : fault.copyName(), incidentAt);
        listener.phaseStarted("Check the verdict against the drill's own model");
        ExecutionOutcome outcome = ExecutionOutcomes.of(execution);
        SampleDifference copy = copyDifference(application, instant, outcome);
        return judged(execution, instant, from, SecondOpinion.on(outcome, corruption, live, copy), copy);
    }

    /** What the table may rightly hold where it was restored to that instant. */
    PossibleStates truth(DrillApplication application, Instant instant) {
        return application
                .writer()
                .history()
                .between(DAMAGED, application.model(), instant.minus(TOLERANCE), instant.plus(TOLERANCE));
    }

    private ExecutionSnapshot restore(
            DrillApplication application,
            Instant instant,
            DrillResult.Baseline from,
            @Nullable String target,
            @Nullable Instant incidentAt)
            throws InterruptedException {
        awaitRestorable(application.table(), instant);
        listener.phaseStarted("Restore " + application.table() + " to " + instant + " and verify it by the change log"
                + " since " + from.instant());
        ExecutionSnapshot execution = executions.follow(new RecoveryRequest.Restore(
                application.table(),
                new RestorePoint.AtInstant(instant),
                target,
                new ExpectedState.ChangeLog(from.id()),
                true,
                true,
                incidentAt,
                false,
                null));
        switch (ExecutionOutcomes.of(execution)) {
            case ExecutionOutcome.Verdict verdict -> {
                if (verdict.kind() == ExecutionOutcome.Verdict.Kind.Consistent) {
                    listener.phaseFinished(
                            verdict.output().hasNonNull("baseline")
                                    ? "Consistent; the proven copy is the next baseline"
                                    : "Consistent");
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

    private DrilledRestore judged(
            ExecutionSnapshot execution,
            Instant instant,
            DrillResult.Baseline from,
            SecondOpinion opinion,
            @Nullable SampleDifference copy) {
        opinion.tell(listener);
        return new DrilledRestore(
                instant,
                from,
                execution.arn(),
                ExecutionOutcomes.of(execution),
                executions.steps(execution),
                opinion,
                copy);
    }

    private void awaitRestorable(String table, Instant instant) throws InterruptedException {
        listener.phaseStarted("Wait until the instant can be restored");
        Instant deadline = clock.instant()
                .plus(Duration.ofNanos(Math.round(LONGEST_TRAIL.toNanos() * site.timeScale())))
                .plus(Duration.ofSeconds(10));
        while (true) {
            PointInTimeRecoveryDescription window = site.dynamoDb()
                    .describeContinuousBackups(request -> request.tableName(table))
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
            pause.of(DrillExecutions.LOOK_INTERVAL);
        }
    }

    private @Nullable SampleDifference copyDifference(
            DrillApplication application, Instant instant, ExecutionOutcome outcome) throws InterruptedException {
        if (!(outcome instanceof ExecutionOutcome.Verdict verdict)) {
            return null;
        }
        try {
            return application.difference(
                    truth(application, instant),
                    verdict.output().path("restoredTable").asText());
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }
}
