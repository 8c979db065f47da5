package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.restore.Verdict.Reason;
import dev.dynamorecovery.core.restore.Verdict.Subject;
import java.util.List;

/** What the comparison of a restored table's items proves. */
final class DataJudgement {

    /** How many gaps a verdict names one by one. */
    private static final int MOST_GAPS = 20;

    private DataJudgement() {}

    static void judge(Evidence.Data data, List<Reason> contradictions, List<Reason> unchecked) {
        switch (data) {
            case Evidence.Data.ComparedWithKnownState known -> known(known, contradictions, unchecked);
            case Evidence.Data.ComparedWithLiveTable live -> live(live, unchecked);
            case Evidence.Data.ComparedWithDerivedState derived -> derived(derived, contradictions, unchecked);
            case Evidence.Data.NotCompared none ->
                unchecked.add(new Reason(Subject.DATA, "the items were not compared: " + none.reason(), 0));
        }
    }

    /** What made a restore without any reason against it right. */
    static String proof(Evidence.Data data) {
        return switch (data) {
            case Evidence.Data.ComparedWithKnownState known ->
                "every item equals the state known from %s to %s"
                        .formatted(known.window().from(), known.window().until());
            case Evidence.Data.ComparedWithLiveTable live -> "every item equals the live table, which held still";
            case Evidence.Data.ComparedWithDerivedState derived ->
                "every item is as baseline %s and the %d change(s) logged from %s to %s say; %d changed within the restore's tolerance and were checked one by one"
                        .formatted(
                                derived.log().baseline(),
                                derived.log().changes(),
                                derived.log().from(),
                                derived.log().until(),
                                derived.log().itemsCheckedOneByOne());
            case Evidence.Data.NotCompared none ->
                throw new IllegalStateException("a comparison that was not made proves nothing: " + none.reason());
        };
    }

    private static void known(
            Evidence.Data.ComparedWithKnownState known, List<Reason> contradictions, List<Reason> unchecked) {
        var window = known.window();
        var counts = known.counts();
        switch (known.coverage()) {
            case COVERED -> {
                if (counts.total() > 0) {
                    contradictions.add(new Reason(Subject.DATA, described(counts), counts.total()));
                }
            }
            case AT_THE_EDGE -> {
                if (counts.total() > 0) {
                    unchecked.add(new Reason(
                            Subject.COVERAGE,
                            described(counts) + "; the restore point is at the edge of the window from "
                                    + window.from() + " to " + window.until()
                                    + " in which the state is known, so they may be changes just outside it",
                            counts.total()));
                }
            }
            case NOT_COVERED ->
                unchecked.add(new Reason(
                        Subject.COVERAGE,
                        "the state at the restore point is not known: the baseline speaks for %s to %s; %s since or before it"
                                .formatted(window.from(), window.until(), described(counts)),
                        counts.total()));
        }
    }

    /** Where the log has a gap, a difference may be a change that it does not know: it disproves nothing. */
    private static void derived(
            Evidence.Data.ComparedWithDerivedState derived, List<Reason> contradictions, List<Reason> unchecked) {
        var gaps = derived.log().gaps();
        var counts = derived.counts();
        if (!gaps.isEmpty()) {
            gaps.stream()
                    .limit(MOST_GAPS)
                    .forEach(gap ->
                            unchecked.add(new Reason(Subject.COVERAGE, "the change log is " + gap.described(), 0)));
            if (gaps.size() > MOST_GAPS) {
                unchecked.add(new Reason(
                        Subject.COVERAGE, "the change log has %d more gaps".formatted(gaps.size() - MOST_GAPS), 0));
            }
            if (counts.total() > 0) {
                unchecked.add(new Reason(
                        Subject.DATA,
                        described(counts) + " from what is known; they may be changes that the log does not know",
                        counts.total()));
            }
        } else if (counts.total() > 0) {
            contradictions.add(new Reason(Subject.DATA, described(counts), counts.total()));
        }
    }

    /** A difference from the live table may be a write after the restore point: it disproves nothing. */
    private static void live(Evidence.Data.ComparedWithLiveTable live, List<Reason> unchecked) {
        var counts = live.counts();
        if (!live.heldStill()) {
            unchecked.add(new Reason(
                    Subject.COVERAGE, "the live table was written while it was read; " + described(counts), 0));
        } else if (counts.total() > 0) {
            unchecked.add(new Reason(
                    Subject.DATA,
                    described(counts) + " from the live table: it was written after the restore point, or the restore"
                            + " is wrong",
                    counts.total()));
        }
    }

    private static String described(DifferenceCounts counts) {
        return "%d items differ (%d missing, %d extra, %d different)"
                .formatted(counts.total(), counts.missing(), counts.extra(), counts.different());
    }
}
