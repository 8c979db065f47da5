package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore drill came to.
 *
 * @param table the table that was corrupted and restored
 * @param writer what the application had done when the drill ended
 * @param baseline the baseline's id and the instant that it proves, to which was restored
 * @param incidentAt when the damage began
 * @param outcome what the restore machine says
 * @param steps what its execution went through
 * @param liveDifference how the corrupted table differed from the truth at that instant
 * @param copyDifference how the restored one did; null when there was no restored table to look at
 */
public record DrillResult(
        DrillSettings settings,
        double timeScale,
        String table,
        int itemCount,
        Changes writer,
        Baseline baseline,
        Corruption corruption,
        Instant incidentAt,
        String executionArn,
        ExecutionOutcome outcome,
        List<ExecutionStep> steps,
        SampleDifference liveDifference,
        @Nullable SampleDifference copyDifference,
        Duration elapsed) {

    /** The baseline taken while the application was held still. */
    public record Baseline(String id, Instant instant) {}

    /** Items that the application inserted, updated and deleted, and its changes of several items at once. */
    public record Changes(long inserts, long updates, long deletes, long transactions) {}

    /** What the drill's own model of the data says about the verdict. */
    public SecondOpinion secondOpinion() {
        return SecondOpinion.on(outcome, corruption, liveDifference, copyDifference);
    }
}
