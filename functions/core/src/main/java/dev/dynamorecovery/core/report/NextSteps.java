package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.restore.RestoredPoint;
import java.util.ArrayList;
import java.util.List;

/** What a person does after an execution, in the order to do it. */
final class NextSteps {

    private NextSteps() {}

    static List<String> of(RestoreReport report) {
        var steps = new ArrayList<String>();
        switch (report.outcome()) {
            case Outcome.Refused refused ->
                refused.refusals()
                        .forEach(refusal ->
                                steps.add("%s = %s: %s".formatted(refusal.field(), refusal.value(), refusal.remedy())));
            case Outcome.Failed failed ->
                steps.add("Read the cause above and the execution's history, mend it, and start the restore again.");
            case Outcome.Judged judged -> judged(report, judged, steps);
        }
        copy(report, steps);
        if (report.objectives() != null && !report.objectives().met()) {
            steps.add("An objective was missed: compare the timeline with the plan, and change the one or the other.");
        }
        return List.copyOf(steps);
    }

    private static void judged(RestoreReport report, Outcome.Judged judged, List<String> steps) {
        switch (judged.label()) {
            case "Consistent" -> {
                if (report.copy().state() == CopyState.State.KEPT) {
                    steps.add("Point the application at %s, or copy its items back to %s."
                            .formatted(report.restoredTable(), report.table()));
                    steps.add("When the copy is the table from now on, give it the tag recovery:plan = %s and take"
                                    .formatted(report.plan())
                            + " recovery:execution and recovery:copy-of away: only then is it protected.");
                }
            }
            case "Inconsistent" -> {
                steps.add("Do not use the restored table before each contradiction above is explained.");
                if (report.point() instanceof RestoredPoint.RecoveryPoint taken) {
                    steps.add(
                            "Do not count on recovery point %s: restore and verify %s by another one or from point-in-time"
                                            .formatted(taken.recoveryPointArn(), report.table())
                                    + " recovery (./recovery restore), and ask AWS about this one while it exists.");
                } else {
                    steps.add("Restore to another instant or from another backup, and compare again.");
                }
            }
            default -> {
                steps.add("Decide with the owner of the data whether what could not be checked matters.");
                if (hasGap(report)) {
                    steps.add(
                            "Mend the change log where it has a gap and ask again, or start from a baseline that no gap"
                                    + " parts from the restore point (--expect log:BASELINE).");
                    return;
                }
                steps.add("Take baselines at quiet instants (./recovery baseline %s), so that the next restore can be"
                                .formatted(report.table())
                        + " proven.");
            }
        }
    }

    private static boolean hasGap(RestoreReport report) {
        return report.data() != null
                && report.data().log() != null
                && !report.data().log().gaps().isEmpty();
    }

    private static void copy(RestoreReport report, List<String> steps) {
        switch (report.copy().state()) {
            case LEFT_BEHIND ->
                steps.add("Table %s still stands and costs money: %s. Look at it, then delete it by hand."
                        .formatted(report.restoredTable(), report.copy().detail()));
            case UNKNOWN ->
                steps.add("Look whether table %s exists; nobody could find out."
                        .formatted(report.restoredTable() == null ? "of the restored copy" : report.restoredTable()));
            case NONE, KEPT, LENT, REMOVED -> {}
        }
    }
}
