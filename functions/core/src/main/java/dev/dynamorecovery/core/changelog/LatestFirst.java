package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Keeps the newest changes of those it is given, each once, and no more than so many. */
final class LatestFirst {

    /** Two changes with one identity are one change: a stream, a sequence number and a key name it. */
    private record Identity(Instant at, String stream, String sequence, Item keys) {

        private static final Comparator<Identity> NEWEST_FIRST = Comparator.comparing(Identity::at)
                .thenComparing(Identity::stream)
                .thenComparing(Identity::sequence, ChangePosition::compareSequences)
                .thenComparing(identity -> identity.keys().canonicalForm(), java.util.Arrays::compareUnsigned)
                .reversed();
    }

    private final int most;
    private final TreeMap<Identity, Change> kept = new TreeMap<>(Identity.NEWEST_FIRST);

    LatestFirst(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("The last " + most + " changes were asked for: ask for one or more");
        }
        this.most = most;
    }

    void add(Change change) {
        ChangePosition position = change.position();
        kept.put(new Identity(change.at(), position.stream(), position.sequence(), change.keys()), change);
        if (kept.size() > most) {
            kept.pollLastEntry();
        }
    }

    /** Whether nothing that is older than {@code newest} can still be among the newest. */
    boolean isFullWithout(Instant newest) {
        return kept.size() == most && newest.isBefore(kept.lastKey().at());
    }

    List<Change> changes() {
        return List.copyOf(kept.values());
    }
}
