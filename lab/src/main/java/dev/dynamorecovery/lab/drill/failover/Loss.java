package dev.dynamorecovery.lab.drill.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Acknowledged writes of one Region that another one does not show.
 *
 * @param notFound writes whose item is missing there, or holds an older write
 * @param acknowledged how many the Region had acknowledged
 */
record Loss(List<Acknowledged> notFound, long acknowledged) {

    Loss {
        notFound = List.copyOf(notFound);
    }

    /**
     * Compares what was acknowledged with what is there.
     *
     * @param writes of the Region that is gone, in order of their answers
     * @param items the other Region's items, by key: the write that each holds
     * @param later writes that the other Region has acknowledged since: they name what they found
     */
    static Loss of(List<Acknowledged> writes, Map<String, String> items, List<Acknowledged> later) {
        // What is there, and what any writer there has found before it: each shows that it had arrived.
        Set<String> seen = new HashSet<>(items.values());
        later.forEach(write -> seen.add(write.previous()));
        Map<String, List<Acknowledged>> byKey = new HashMap<>();
        writes.forEach(write ->
                byKey.computeIfAbsent(write.key(), key -> new ArrayList<>()).add(write));
        List<Acknowledged> notFound = new ArrayList<>();
        byKey.forEach((key, ofKey) -> {
            List<Acknowledged> inOrder = inOrder(ofKey);
            int arrived = 0;
            for (int index = 0; index < inOrder.size(); index++) {
                if (seen.contains(inOrder.get(index).write())) {
                    arrived = index + 1;
                }
            }
            notFound.addAll(inOrder.subList(arrived, inOrder.size()));
        });
        notFound.sort(Comparator.comparing(Acknowledged::at));
        return new Loss(notFound, writes.size());
    }

    /** In the order in which DynamoDB took them: each write names the one before it, answers may overtake each other. */
    private static List<Acknowledged> inOrder(List<Acknowledged> ofKey) {
        Map<String, Acknowledged> byPrevious = new HashMap<>();
        Map<String, Acknowledged> byWrite = new HashMap<>();
        ofKey.forEach(write -> {
            byPrevious.put(write.previous(), write);
            byWrite.put(write.write(), write);
        });
        List<Acknowledged> ordered = new ArrayList<>();
        ofKey.stream()
                .filter(write -> !byWrite.containsKey(write.previous()))
                .sorted(Comparator.comparing(Acknowledged::at))
                .forEach(first -> {
                    Acknowledged next = first;
                    while (next != null) {
                        ordered.add(next);
                        next = byPrevious.get(next.write());
                    }
                });
        return ordered;
    }

    /** The time before the outage of which writes are missing; zero when none is. */
    Duration rpo(Instant outageAt) {
        return notFound.isEmpty()
                ? Duration.ZERO
                : Duration.between(notFound.getFirst().at(), outageAt).abs();
    }
}
