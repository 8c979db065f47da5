package dev.dynamorecovery.core.invariant;

import java.util.ArrayList;
import java.util.List;

/**
 * What the check of one rule found. Results of parts of a table add up; counts are exact, lists are capped.
 *
 * @param rule the rule's name in the plan
 * @param checkedItems how many items the rule was decided for
 * @param violations how many of them break it
 * @param uncheckedItems for how many it could not be decided: never counted as kept
 * @param violatingKeys the keys of the first items that break it
 * @param errors the first different reasons why it could not be decided
 */
public record RuleResult(
        RuleKind kind,
        String rule,
        long checkedItems,
        long violations,
        long uncheckedItems,
        List<String> violatingKeys,
        List<String> errors) {

    /** How many keys a result names. */
    public static final int MOST_KEYS = 100;

    /** How many different errors a result names. */
    public static final int MOST_ERRORS = 10;

    public RuleResult {
        violatingKeys = violatingKeys.stream().limit(MOST_KEYS).toList();
        errors = errors.stream().distinct().limit(MOST_ERRORS).toList();
    }

    /** The result of both parts. */
    public RuleResult plus(RuleResult other) {
        if (kind != other.kind || !rule.equals(other.rule)) {
            throw new IllegalArgumentException("results of two rules do not add up: " + rule + ", " + other.rule);
        }
        return new RuleResult(
                kind,
                rule,
                checkedItems + other.checkedItems,
                violations + other.violations,
                uncheckedItems + other.uncheckedItems,
                joined(violatingKeys, other.violatingKeys),
                joined(errors, other.errors));
    }

    private static List<String> joined(List<String> one, List<String> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
