package dev.dynamorecovery.core.plan;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What proves that a restored table is right, beyond the comparison of its items with the expected state, which always
 * covers every item.
 *
 * @param extent of which items invariants and references are checked
 * @param invariants rules that each item keeps by itself
 * @param references items that must exist in other tables
 * @param aggregates rules about sums over the whole table
 */
public record Verification(
        Extent extent, List<Invariant> invariants, List<Reference> references, List<Aggregate> aggregates) {

    public Verification {
        invariants = List.copyOf(invariants);
        references = List.copyOf(references);
        aggregates = List.copyOf(aggregates);
        var names = Stream.of(
                        invariants.stream().map(Invariant::name),
                        references.stream().map(Reference::name),
                        aggregates.stream().map(Aggregate::name))
                .flatMap(each -> each)
                .toList();
        names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .findFirst()
                .ifPresent(twice -> {
                    throw new InvalidPlan(
                            "verification",
                            twice,
                            "give each invariant, reference and aggregate a name of its own: reports tell them apart by it");
                });
        if (extent instanceof Extent.Sampled && !aggregates.isEmpty()) {
            throw new InvalidPlan(
                    "verification.extent.type",
                    "Sampled",
                    "write Full: a sum over a sample says nothing about the table");
        }
    }

    /** The rules that items keep by themselves: without other tables, and without sums over the table. */
    public Verification ofItems() {
        return new Verification(extent, invariants, List.of(), List.of());
    }

    /** Of which items invariants and references are checked. */
    public sealed interface Extent {

        /** Of every item. */
        record Full() implements Extent {}

        /** Of about one item in a hundred per percent, chosen by key: the same items every time. */
        record Sampled(int percent) implements Extent {

            public Sampled {
                if (percent < 1 || percent > 99) {
                    throw new InvalidPlan(
                            "verification.extent.percent", percent, "give 1 to 99, or the type Full for every item");
                }
            }
        }
    }

    /**
     * A rule that each item keeps by itself.
     *
     * @param expression JSONata over the item; only {@code true} keeps the rule
     */
    public record Invariant(String name, ItemExpression expression) {}

    /**
     * An item that must exist in another table, by its whole primary key.
     *
     * @param table the name of the table referred to
     * @param key for each key attribute of that table, the attribute of this one that holds its value
     * @param required whether an item without these attributes breaks the rule; otherwise it refers to nothing
     */
    public record Reference(String name, String table, Map<String, String> key, boolean required) {

        private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

        public Reference {
            if (!TABLE.matcher(table).matches()) {
                throw new InvalidPlan(
                        "verification.references.table",
                        table,
                        "give a table's name: 3 to 255 of a-z, A-Z, 0-9, _, . and -");
            }
            key = Collections.unmodifiableMap(new TreeMap<>(key));
            if (key.isEmpty() || key.size() > 2) {
                throw new InvalidPlan(
                        "verification.references.key", key, "map the one or two key attributes of the other table");
            }
        }
    }

    /**
     * A rule about a sum over the whole table. Sums of parts add up, so the table is never held in memory.
     *
     * @param sum JSONata over the item that gives the number it adds
     * @param atLeast the smallest sum allowed, if there is one
     * @param atMost the largest sum allowed, if there is one
     */
    public record Aggregate(
            String name, ItemExpression sum, Optional<BigDecimal> atLeast, Optional<BigDecimal> atMost) {

        public Aggregate {
            if (atLeast.isEmpty() && atMost.isEmpty()) {
                throw new InvalidPlan("verification.aggregates.atLeast", name, "give atLeast, atMost or both");
            }
            if (atLeast.isPresent() && atMost.isPresent() && atLeast.get().compareTo(atMost.get()) > 0) {
                throw new InvalidPlan(
                        "verification.aggregates.atLeast", atLeast.get(), "give no more than atMost: " + atMost.get());
            }
        }
    }
}
