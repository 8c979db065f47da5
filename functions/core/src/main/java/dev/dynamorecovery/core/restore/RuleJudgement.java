package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.invariant.RuleKind;
import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.plan.Verification.Aggregate;
import dev.dynamorecovery.core.plan.Verification.Invariant;
import dev.dynamorecovery.core.plan.Verification.Reference;
import dev.dynamorecovery.core.restore.Verdict.Reason;
import dev.dynamorecovery.core.restore.Verdict.Subject;
import java.util.List;

/** What the plan's rules prove: each must have a result, and none may have a violation or an undecided item. */
final class RuleJudgement {

    private RuleJudgement() {}

    static void judge(
            Verification plan, List<RuleResult> results, List<Reason> contradictions, List<Reason> unchecked) {
        for (Invariant rule : plan.invariants()) {
            judge(RuleKind.INVARIANT, rule.name(), results, contradictions, unchecked);
        }
        for (Reference rule : plan.references()) {
            judge(RuleKind.REFERENCE, rule.name(), results, contradictions, unchecked);
        }
        for (Aggregate rule : plan.aggregates()) {
            judge(RuleKind.AGGREGATE, rule.name(), results, contradictions, unchecked);
        }
    }

    private static void judge(
            RuleKind kind, String rule, List<RuleResult> results, List<Reason> contradictions, List<Reason> unchecked) {
        var found = results.stream()
                .filter(result -> result.kind() == kind && result.rule().equals(rule))
                .reduce(RuleResult::plus);
        if (found.isEmpty()) {
            unchecked.add(new Reason(subjectOf(kind), "\"" + rule + "\" was not checked", 0));
            return;
        }
        var result = found.get();
        if (result.violations() > 0) {
            contradictions.add(new Reason(
                    subjectOf(kind),
                    "\"%s\" is broken %d time(s)".formatted(rule, result.violations()),
                    result.violations()));
        }
        if (result.uncheckedItems() > 0) {
            unchecked.add(new Reason(
                    subjectOf(kind),
                    "\"%s\" could not be decided for %d item(s)%s"
                            .formatted(
                                    rule,
                                    result.uncheckedItems(),
                                    result.errors().isEmpty()
                                            ? ""
                                            : ": " + result.errors().getFirst()),
                    result.uncheckedItems()));
        }
    }

    private static Subject subjectOf(RuleKind kind) {
        return switch (kind) {
            case INVARIANT -> Subject.INVARIANT;
            case REFERENCE -> Subject.REFERENCE;
            case AGGREGATE -> Subject.AGGREGATE;
        };
    }
}
