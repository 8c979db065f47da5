package dev.dynamorecovery.lab.eventsource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A function that fails on poison, and remembers every batch that it was given. */
final class ScriptedFunction implements BatchFunction {

    /** How it tells that it failed. */
    enum Manner {
        THROWS,
        NAMES_THE_ITEM
    }

    private final Manner manner;
    private final Set<String> poison;
    private int refusals;

    /** Identifiers of each batch it was invoked with. */
    final List<List<String>> batches = new ArrayList<>();

    /** Identifiers that it processed, in order. */
    final List<String> processed = new ArrayList<>();

    ScriptedFunction(Manner manner, Set<String> poison) {
        this.manner = manner;
        this.poison = poison;
    }

    /** The next invocations do not reach it. */
    ScriptedFunction refusing(int times) {
        refusals = times;
        return this;
    }

    @Override
    public Outcome invoke(List<Item> items) {
        if (refusals > 0) {
            refusals--;
            return new Outcome.NotInvoked("Rate Exceeded.");
        }
        List<String> identifiers = items.stream().map(Item::identifier).toList();
        batches.add(identifiers);
        int first = IntStream.range(0, items.size())
                .filter(place -> poison.contains(identifiers.get(place)))
                .findFirst()
                .orElse(-1);
        InvocationTrace trace = new InvocationTrace(
                "request-" + batches.size(),
                "1",
                manner == Manner.THROWS ? Optional.of("Unhandled") : Optional.empty());
        if (first < 0) {
            processed.addAll(identifiers);
            return new Outcome.Processed();
        }
        if (manner == Manner.THROWS) {
            return new Outcome.Failed(IntStream.range(0, items.size()).boxed().toList(), trace);
        }
        processed.addAll(identifiers.subList(0, first));
        return new Outcome.Failed(List.of(first), trace);
    }
}
