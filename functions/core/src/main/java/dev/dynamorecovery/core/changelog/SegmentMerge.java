package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.Item;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Merges segments that overlap because batches came again and were cut differently: each change once, in the order of
 * the sequence numbers.
 *
 * <p>Only segments whose sequence numbers overlap are in memory at a time.
 */
final class SegmentMerge {

    private final SegmentStore segments;
    private final Deque<SegmentEntry> waiting;
    private final PriorityQueue<Cursor> open = new PriorityQueue<>(Comparator.comparing(
            (Cursor cursor) -> cursor.head.position().sequence(), ChangePosition::compareSequences));
    private final Set<Item> keysAtSequence = new HashSet<>();
    private String sequence = "";
    private long repeated;

    SegmentMerge(SegmentStore segments, List<SegmentEntry> entries) {
        this.segments = segments;
        this.waiting = new ArrayDeque<>(entries.stream()
                .sorted(Comparator.comparing(SegmentEntry::firstSequence, ChangePosition::compareSequences))
                .toList());
    }

    /** Hands all changes over. Returns how many were dropped because they had been handed over. */
    long read(Consumer<Change> changes) {
        while (true) {
            openUpTo(open.peek());
            Cursor first = open.poll();
            if (first == null) {
                return repeated;
            }
            Change change = first.head;
            if (isNew(change)) {
                changes.accept(change);
            } else {
                repeated++;
            }
            if (first.advance()) {
                open.add(first);
            }
        }
    }

    /** Opens every segment that may hold a change before the first one at hand. */
    private void openUpTo(@Nullable Cursor first) {
        Cursor next = first;
        while (!waiting.isEmpty()
                && (next == null
                        || ChangePosition.compareSequences(
                                        waiting.element().firstSequence(),
                                        next.head.position().sequence())
                                <= 0)) {
            SegmentEntry entry = waiting.remove();
            SegmentDecoder decoder = segments.open(entry);
            @Nullable Change head = decoder == null ? null : segments.next(entry, decoder);
            if (decoder != null && head != null) {
                open.add(new Cursor(entry, decoder, head));
            }
            next = open.peek();
        }
    }

    /** Sequence numbers are unique in a shard; where shards are not told apart, the key tells. */
    private boolean isNew(Change change) {
        if (!change.position().sequence().equals(sequence)) {
            sequence = change.position().sequence();
            keysAtSequence.clear();
        }
        return keysAtSequence.add(change.keys());
    }

    private final class Cursor {

        private final SegmentEntry entry;
        private final SegmentDecoder decoder;
        private Change head;

        Cursor(SegmentEntry entry, SegmentDecoder decoder, Change head) {
            this.entry = entry;
            this.decoder = decoder;
            this.head = head;
        }

        boolean advance() {
            @Nullable Change next = segments.next(entry, decoder);
            if (next == null) {
                return false;
            }
            head = next;
            return true;
        }
    }
}
