package dev.dynamorecovery.core.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether what came back is right: proven, disproven, or neither. */
public sealed interface Verdict {

    /** Everything the plan asks for was checked, and all of it is as expected. */
    record Consistent(String proof) implements Verdict {}

    /**
     * Something is proven to be wrong.
     *
     * @param unchecked what, besides, could not be checked
     */
    record Inconsistent(List<Reason> contradictions, List<Reason> unchecked) implements Verdict {}

    /** Nothing is proven to be wrong, and something could not be proven to be right. */
    record Unproven(List<Reason> unchecked) implements Verdict {}

    /**
     * One reason for a verdict.
     *
     * @param count how many settings, items or violations it stands for; zero where there is nothing to count
     */
    record Reason(Subject subject, String text, long count) {}

    /** What a reason is about. */
    enum Subject {
        SETTINGS,
        DATA,
        INVARIANT,
        REFERENCE,
        AGGREGATE,
        COVERAGE,
        OTHER
    }

    /** {@code Consistent}, {@code Inconsistent} or {@code Unproven}. */
    default String label() {
        return getClass().getSimpleName();
    }

    /** Judges the evidence. What is missing from it counts as unchecked, never as right. */
    static Verdict of(Evidence evidence) {
        var contradictions = new ArrayList<Reason>();
        var unchecked = new ArrayList<Reason>();
        SettingsJudgement.judge(evidence.settings(), contradictions, unchecked);
        DataJudgement.judge(evidence.data(), contradictions, unchecked);
        RuleJudgement.judge(evidence.plan(), evidence.results(), contradictions, unchecked);
        evidence.unchecked().forEach(text -> unchecked.add(new Reason(Subject.OTHER, text, 0)));
        if (!contradictions.isEmpty()) {
            return new Inconsistent(List.copyOf(contradictions), List.copyOf(unchecked));
        }
        return unchecked.isEmpty()
                ? new Consistent(DataJudgement.proof(evidence.data()))
                : new Unproven(List.copyOf(unchecked));
    }

    /** All reasons, those that disprove first; none for a consistent restore. */
    default List<Reason> reasons() {
        return switch (this) {
            case Consistent consistent -> List.of();
            case Inconsistent inconsistent ->
                Stream.concat(inconsistent.contradictions().stream(), inconsistent.unchecked().stream())
                        .toList();
            case Unproven unproven -> unproven.unchecked();
        };
    }
}
