package dev.dynamorecovery.core.invariant;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.ItemSink;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.plan.Verification.Aggregate;
import dev.dynamorecovery.core.plan.Verification.Invariant;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks a plan's invariants, references and aggregates on item after item; used by one thread. */
public final class RuleCheck implements ItemSink {

    private final KeySchema schema;
    private final Predicate<ItemKey> heartbeat;
    private final Sample sample;
    private final List<InvariantCheck> invariants;
    private final List<ReferenceCheck> references;
    private final List<AggregateCheck> aggregates;
    private long items;

    /**
     * @param schema the key of the table that is checked
     * @param heartbeat tells the keys of the items that are no data and keep no rule
     * @param referencedItems tells which items other tables hold
     */
    public RuleCheck(
            Verification plan, KeySchema schema, Predicate<ItemKey> heartbeat, ReferencedItems referencedItems) {
        this.schema = schema;
        this.heartbeat = heartbeat;
        this.sample = new Sample(plan.extent());
        this.invariants = plan.invariants().stream().map(InvariantCheck::new).toList();
        this.references = plan.references().stream()
                .map(reference -> new ReferenceCheck(reference, referencedItems))
                .toList();
        this.aggregates = plan.aggregates().stream().map(AggregateCheck::new).toList();
    }

    @Override
    public void accept(Item item) {
        var key = ItemKey.of(item, schema);
        if (heartbeat.test(key)) {
            return;
        }
        items++;
        if (!sample.includes(key)) {
            return;
        }
        if (!invariants.isEmpty() || !aggregates.isEmpty()) {
            var input = ExpressionInput.of(item);
            invariants.forEach(check -> check.accept(input, key));
            aggregates.forEach(check -> check.accept(input));
        }
        references.forEach(check -> check.accept(item, key));
    }

    /** What was found so far; asks for the references that still wait. */
    public RuleFindings findings() {
        return new RuleFindings(
                items,
                Stream.concat(
                                invariants.stream().map(InvariantCheck::result),
                                references.stream().map(ReferenceCheck::result))
                        .toList(),
                aggregates.stream().map(AggregateCheck::sum).toList());
    }

    private static final class InvariantCheck {

        private final ExpressionEvaluator evaluator;
        private final RuleTally tally;

        InvariantCheck(Invariant invariant) {
            this.evaluator = new ExpressionEvaluator(invariant.expression());
            this.tally = new RuleTally(RuleKind.INVARIANT, invariant.name());
        }

        void accept(Object input, ItemKey key) {
            switch (evaluator.evaluate(input)) {
                case Evaluation.Failed failed -> tally.undecided(failed.reason());
                case Evaluation.Value answer -> {
                    if (answer.value() instanceof Boolean holds) {
                        if (holds) {
                            tally.kept();
                        } else {
                            tally.broken(key);
                        }
                    } else {
                        tally.undecided("the expression gave neither true nor false");
                    }
                }
            }
        }

        RuleResult result() {
            return tally.result();
        }
    }

    private static final class AggregateCheck {

        private final String rule;
        private final ExpressionEvaluator evaluator;
        private final Set<String> errors = new LinkedHashSet<>();
        private BigDecimal sum = BigDecimal.ZERO;
        private long items;
        private long uncheckedItems;

        AggregateCheck(Aggregate aggregate) {
            this.rule = aggregate.name();
            this.evaluator = new ExpressionEvaluator(aggregate.sum());
        }

        void accept(Object input) {
            switch (evaluator.evaluate(input)) {
                case Evaluation.Failed failed -> undecided(failed.reason());
                case Evaluation.Value answer -> {
                    if (answer.value() instanceof Number number) {
                        sum = sum.add(new BigDecimal(number.toString()));
                        items++;
                    } else {
                        undecided("the expression gave no number");
                    }
                }
            }
        }

        AggregateSum sum() {
            return new AggregateSum(rule, sum, items, uncheckedItems, List.copyOf(errors));
        }

        private void undecided(String reason) {
            uncheckedItems++;
            errors.add(reason);
        }
    }
}
