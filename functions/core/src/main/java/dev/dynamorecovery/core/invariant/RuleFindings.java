package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.plan.Verification;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the check of a plan's rules found in a part of a table. Findings of parts add up to those of the table.
 *
 * @param items how many items the part holds, checked or not
 * @param results of invariants and references
 * @param sums of aggregates
 */
public record RuleFindings(long items, List<RuleResult> results, List<AggregateSum> sums) {

    public RuleFindings {
        results = List.copyOf(results);
        sums = List.copyOf(sums);
    }

    /** Of no item, by no rule. */
    public static RuleFindings none() {
        return new RuleFindings(0, List.of(), List.of());
    }

    /** The findings of both parts. */
    public RuleFindings plus(RuleFindings other) {
        var rules = Stream.concat(results.stream(), other.results.stream())
                .map(result -> new Rule(result.kind(), result.rule()))
                .distinct()
                .flatMap(rule -> Stream.concat(results.stream(), other.results.stream())
                        .filter(result -> rule.equals(new Rule(result.kind(), result.rule())))
                        .reduce(RuleResult::plus)
                        .stream())
                .toList();
        var total = Stream.concat(sums.stream(), other.sums.stream())
                .map(AggregateSum::rule)
                .distinct()
                .flatMap(rule -> Stream.concat(sums.stream(), other.sums.stream())
                        .filter(sum -> sum.rule().equals(rule))
                        .reduce(AggregateSum::plus)
                        .stream())
                .toList();
        return new RuleFindings(items + other.items, rules, total);
    }

    /** The result of every rule that was checked, once all parts of the table are in. */
    public List<RuleResult> judged(Verification plan) {
        return Stream.concat(
                        results.stream(),
                        plan.aggregates().stream()
                                .map(aggregate -> sums.stream()
                                        .filter(sum -> sum.rule().equals(aggregate.name()))
                                        .findFirst()
                                        .map(sum -> sum.judged(aggregate)))
                                .flatMap(Optional::stream))
                .toList();
    }

    private record Rule(RuleKind kind, String name) {}
}
