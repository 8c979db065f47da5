package dev.dynamorecovery.simulation;

import java.util.PriorityQueue;

/** The true time of a simulated world, in milliseconds from its start, and what is to happen when. */
final class VirtualTime {

    private record Event(long at, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long numbered;

    long now() {
        return now;
    }

    void after(long delayMillis, Runnable action) {
        events.add(new Event(now + Math.max(0, delayMillis), numbered++, action));
    }

    /**
     * Lets that much time pass for the caller, and everything else happen meanwhile. Calls may nest: who waits inside of
     * another's wait keeps the other waiting.
     */
    void pass(long millis) {
        long until = now + millis;
        for (Event next = events.peek(); next != null && next.at <= until; next = events.peek()) {
            events.poll();
            now = Math.max(now, next.at);
            next.action.run();
        }
        now = Math.max(now, until);
    }
}
