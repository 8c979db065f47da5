package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.plan.Verification.Aggregate;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sum of an aggregate over a part of a table. Sums of parts add up.
 *
 * @param uncheckedItems for how many items the expression gave no number
 * @param errors the first different reasons for that
 */
public record AggregateSum(String rule, BigDecimal sum, long items, long uncheckedItems, List<String> errors) {

    public AggregateSum {
        errors = errors.stream().distinct().limit(RuleResult.MOST_ERRORS).toList();
    }

    /** The sum of both parts. */
    public AggregateSum plus(AggregateSum other) {
        if (!rule.equals(other.rule)) {
            throw new IllegalArgumentException("sums of two aggregates do not add up: " + rule + ", " + other.rule);
        }
        return new AggregateSum(
                rule,
                sum.add(other.sum),
                items + other.items,
                uncheckedItems + other.uncheckedItems,
                Stream.concat(errors.stream(), other.errors.stream()).toList());
    }

    /** Whether the sum over the whole table keeps the bounds; with an item left out there is no answer. */
    RuleResult judged(Aggregate aggregate) {
        var broken = aggregate
                        .atLeast()
                        .filter(bound -> sum.compareTo(bound) < 0)
                        .isPresent()
                || aggregate.atMost().filter(bound -> sum.compareTo(bound) > 0).isPresent();
        return new RuleResult(
                RuleKind.AGGREGATE,
                rule,
                items,
                uncheckedItems == 0 && broken ? 1 : 0,
                uncheckedItems,
                List.of(),
                errors);
    }
}
