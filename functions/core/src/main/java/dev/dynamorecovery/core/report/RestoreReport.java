package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.restore.ObjectivesAchieved;
import dev.dynamorecovery.core.restore.RestoredPoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one execution of the restore machine.
 *
 * @param outcome how it ended
 * @param execution the ARN of the execution
 * @param finishedAt when the report was made
 * @param table the table that was to be restored, as the request names it
 * @param restoredTable the table that was made, or null when none was
 * @param point the recovery point used, or null when none was
 * @param incidentAt when the harm was done, or null when nobody said
 * @param plan the plan's name, or null when none was found
 * @param planVersion the content hash of the plan
 * @param objectives promised and measured, or null when there was nothing to measure
 * @param settings null when they were not compared
 * @param data null when the items were not compared
 * @param checkedItems how many items the rules were applied to
 * @param keptBaseline the baseline that the verified copy became, or null when it was not to become one
 * @param timeScale the factor that shortened every wait; 1 on AWS
 */
public record RestoreReport(
        int formatVersion,
        Outcome outcome,
        String execution,
        Instant startedAt,
        Instant finishedAt,
        String table,
        @Nullable String restoredTable,
        CopyState copy,
        @Nullable RestoredPoint point,
        @Nullable Instant incidentAt,
        @Nullable String plan,
        @Nullable String planVersion,
        @Nullable ObjectivesAchieved objectives,
        @Nullable SettingsSection settings,
        @Nullable DataSection data,
        List<RuleResult> rules,
        long checkedItems,
        @Nullable BaselineSection keptBaseline,
        List<TimelineEntry> timeline,
        double timeScale) {

    /** The version of the form written here. */
    public static final int FORMAT_VERSION = 1;

    public RestoreReport {
        rules = List.copyOf(rules);
        timeline = List.copyOf(timeline);
    }

    /** What happened, in one sentence. */
    public String summary() {
        return Summary.of(this);
    }

    /** What a person does now. */
    public List<String> nextSteps() {
        return NextSteps.of(this);
    }
}
