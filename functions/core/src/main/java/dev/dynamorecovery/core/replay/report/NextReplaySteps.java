package dev.dynamorecovery.core.replay.report;

import dev.dynamorecovery.core.replay.work.ReplayTally;
import java.util.ArrayList;
import java.util.List;

/** What a person does after a replay. */
final class NextReplaySteps {

    private NextReplaySteps() {}

    static List<String> of(ReplayReport report) {
        List<String> steps = new ArrayList<>();
        ReplayTally tally = report.tally();
        switch (report.outcome()) {
            case REFUSED -> steps.add("Mend the request as said above, and make it again.");
            case FAILED ->
                steps.add("Mend what failed and make the same request again (--again): it finds what is done and does"
                        + " the rest.");
            case LISTED -> {
                if (report.operation().equals("Undo")) {
                    steps.add("Read the list. To do exactly this: ./recovery undo " + report.table() + " --apply "
                            + name(report.execution()));
                } else {
                    steps.add("Read the list. To do it: the same command without --dry-run.");
                }
            }
            case ROLLED_FORWARD, UNDONE -> {
                if (report.verification() != null && report.verification().unexpectedDifferences() > 0) {
                    steps.add("Do not use the copy yet: items differ from the live table that must not. See below.");
                }
            }
        }
        if (tally != null && tally.conflicting() > 0) {
            steps.add("Look at the items with the action CONFLICT; they were left as they are. ./recovery log "
                    + report.table() + " --key … shows the changes of each.");
        }
        if (tally != null && tally.entangled() > 0) {
            steps.add("Look at the entangled values: a change that is kept wrote them after one that is left out, and"
                    + " may have built on it.");
        }
        if (tally != null && tally.deletedByUnknown() > 0) {
            steps.add("No stream tells who deleted an item: " + tally.deletedByUnknown()
                    + " deletions stay. Take them out by window and key, without a writer, if they are harm too.");
        }
        return steps;
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
