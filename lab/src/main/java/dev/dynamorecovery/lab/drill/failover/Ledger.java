package dev.dynamorecovery.lab.drill.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the users of an application hold it to: every write that was acknowledged, in the order of the answers. */
final class Ledger {

    private final List<Acknowledged> writes = new ArrayList<>();

    synchronized void add(Acknowledged write) {
        writes.add(write);
        notifyAll();
    }

    synchronized int size() {
        return writes.size();
    }

    synchronized List<Acknowledged> all() {
        return List.copyOf(writes);
    }

    List<Acknowledged> of(String region) {
        return all().stream().filter(write -> write.region().equals(region)).toList();
    }

    /** The first write that a Region acknowledged from an instant on. */
    Optional<Acknowledged> firstOf(String region, Instant from) {
        return of(region).stream()
                .filter(write -> !write.at().isBefore(from))
                .min(Comparator.comparing(Acknowledged::at));
    }

    /** The last write that a Region acknowledged. */
    Optional<Acknowledged> lastOf(String region) {
        return of(region).stream().max(Comparator.comparing(Acknowledged::at));
    }

    /** The longest time without an answer of success between two instants. */
    Duration longestSilence(Instant from, Instant until) {
        Instant last = from;
        Duration longest = Duration.ZERO;
        for (Acknowledged write : all()) {
            if (write.at().isAfter(from) && write.at().isBefore(until)) {
                Duration silence = Duration.between(last, write.at());
                longest = silence.compareTo(longest) > 0 ? silence : longest;
                last = write.at();
            }
        }
        Duration silence = Duration.between(last, until);
        return silence.compareTo(longest) > 0 ? silence : longest;
    }

    /** Waits until so many more were acknowledged; false when the time is over before. */
    synchronized boolean awaitMore(int count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int wanted = writes.size() + count;
        while (writes.size() < wanted) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
