package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.sample.BadChanges;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an undo drill came to.
 *
 * @param table the table that was corrupted and mended
 * @param writer what the application had done when the drill ended
 * @param bad what the bad writer did
 * @param incidentAt when it began
 * @param listed what the replay machine said it would undo
 * @param undone what it came to when it was told to
 * @param steps what that execution went through
 * @param damage how the table differed from what the application had made of it
 * @param left how it differed in the end
 */
public record UndoDrillResult(
        DrillSettings settings,
        double timeScale,
        String table,
        int itemCount,
        DrillResult.Changes writer,
        BadChanges bad,
        Interleaving interleaving,
        Instant incidentAt,
        Rto rto,
        ExecutionOutcome.Replayed listed,
        ExecutionOutcome undone,
        List<ExecutionStep> steps,
        SampleDifference damage,
        SampleDifference left,
        SecondOpinion opinion,
        Duration elapsed) {

    /**
     * The application's own work since the bad writer had begun.
     *
     * @param items items of the table that the application changed
     * @param itemsOfBoth those of them that the bad writer changed too
     */
    public record Interleaving(int items, int itemsOfBoth) {}

    /**
     * How long the damage stood, and how long it may by the plan.
     *
     * @param achieved from the first bad change until all were undone
     */
    public record Rto(Duration achieved, Duration objective) {

        public boolean isMet() {
            return achieved.compareTo(objective) <= 0;
        }
    }
}
