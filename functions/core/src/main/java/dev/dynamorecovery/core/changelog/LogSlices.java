package dev.dynamorecovery.core.changelog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Cuts a stretch of time into slices that are each read in one go, side by side.
 *
 * <p>A change and what repeats it have one time, so they are always in one slice, wherever the cut is.
 */
public final class LogSlices {

    private LogSlices() {}

    /**
     * Slices that together are {@code span}, in order, without a gap.
     *
     * @param entries the segments that hold changes of the span
     * @param mostChanges how many changes the segments that a slice touches have together, at most; more where segments
     *     overlap so much that no cut helps
     */
    public static List<TimeSpan> of(List<SegmentEntry> entries, TimeSpan span, long mostChanges) {
        List<SegmentEntry> byStart = entries.stream()
                .sorted(Comparator.comparing(SegmentEntry::oldest))
                .toList();
        PriorityQueue<SegmentEntry> touched = new PriorityQueue<>(Comparator.comparing(SegmentEntry::newest));
        List<TimeSpan> slices = new ArrayList<>();
        Instant from = span.from();
        long changes = 0;
        for (SegmentEntry entry : byStart) {
            Instant start = entry.oldest();
            if (changes + entry.changeCount() > mostChanges && start.isAfter(from) && start.isBefore(span.until())) {
                slices.add(new TimeSpan(from, start));
                from = start;
                while (!touched.isEmpty() && touched.element().newest().isBefore(start)) {
                    touched.remove();
                }
                changes = touched.stream().mapToLong(SegmentEntry::changeCount).sum();
            }
            touched.add(entry);
            changes += entry.changeCount();
        }
        slices.add(new TimeSpan(from, span.until()));
        return slices;
    }
}
