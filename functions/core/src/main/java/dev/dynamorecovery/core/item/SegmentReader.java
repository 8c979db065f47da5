package dev.dynamorecovery.core.item;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment into a sink until it ends or the time is nearly up.
 *
 * <p>At least one page is read by each call, so that a segment always gets on. A page is read whole or not at all: what
 * the sink was given ends exactly where the continuation starts.
 */
public final class SegmentReader {

    private final TableScan scan;
    private final Supplier<Duration> remaining;
    private final Duration reserve;

    /**
     * @param remaining the time left to the caller, asked after each page
     * @param reserve the time the caller keeps for what comes after: the next page's worst case and storing the results
     */
    public SegmentReader(TableScan scan, Supplier<Duration> remaining, Duration reserve) {
        this.scan = scan;
        this.remaining = remaining;
        this.reserve = reserve;
    }

    /** Reads from {@code from}, or from the segment's start where that is null. */
    public SegmentProgress read(ScanSegment segment, @Nullable Continuation from, ItemSink sink) {
        long itemCount = 0;
        @Nullable Continuation position = from;
        while (true) {
            ScanPage page = scan.page(segment, position);
            for (Item item : page.items()) {
                sink.accept(item);
            }
            itemCount += page.items().size();
            position = page.next();
            if (position == null) {
                return new SegmentProgress.Completed(itemCount);
            }
            if (remaining.get().compareTo(reserve) < 0) {
                return new SegmentProgress.Interrupted(itemCount, position);
            }
        }
    }
}
