package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.item.ItemKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts what the check of one rule finds, item by item. */
final class RuleTally {

    private final RuleKind kind;
    private final String rule;
    private final List<String> violatingKeys = new ArrayList<>();
    private final Set<String> errors = new LinkedHashSet<>();
    private long checkedItems;
    private long violations;
    private long uncheckedItems;

    RuleTally(RuleKind kind, String rule) {
        this.kind = kind;
        this.rule = rule;
    }

    void kept() {
        checkedItems++;
    }

    void broken(ItemKey key) {
        checkedItems++;
        violations++;
        if (violatingKeys.size() < RuleResult.MOST_KEYS) {
            violatingKeys.add(key.toString());
        }
    }

    void undecided(String reason) {
        uncheckedItems++;
        if (errors.size() < RuleResult.MOST_ERRORS) {
            errors.add(reason);
        }
    }

    RuleResult result() {
        return new RuleResult(kind, rule, checkedItems, violations, uncheckedItems, violatingKeys, List.copyOf(errors));
    }
}
