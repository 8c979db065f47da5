package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.item.SegmentProgress;
import dev.dynamorecovery.core.item.SegmentReader;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on a segment: reads on from where the call before stopped, and says where the next one starts.
 *
 * <p>A call that is made again, after a failure, reads the same items and writes over what it left.
 */
public final class SegmentCall {

    private final SegmentReader reader;
    private final StoredDocuments documents;
    private final Supplier<Instant> now;

    /**
     * @param documents the work bucket
     */
    public SegmentCall(SegmentReader reader, StoredDocuments documents, Supplier<Instant> now) {
        this.reader = reader;
        this.documents = documents;
        this.now = now;
    }

    /**
     * Reads on from {@code continuation}, or from the segment's beginning where that is null.
     *
     * @param work the kind of work, such as {@code digest}: it tells the objects of one from those of another
     */
    public SegmentAnswer run(String work, TablePart part, @Nullable String continuation, SegmentWork.Factory factory) {
        WorkKeys keys = new WorkKeys(part.execution());
        SegmentPosition position = continuation == null
                ? SegmentPosition.beginning(now.get())
                : documents.read(continuation, SegmentPosition.class);
        SegmentWork items = factory.begin(WorkKeys.part(part.segment(), position.calls()));
        SegmentProgress progress = reader.read(part.scanSegment(), position.continuation(), items);
        Instant endedAt = now.get();
        items.store();
        int calls = position.calls() + 1;
        long itemCount = position.itemCount() + progress.itemCount();
        return switch (progress) {
            case SegmentProgress.Completed completed -> {
                documents.write(
                        keys.segmentSummary(work, part.side(), part.segment()),
                        new SegmentSummary(calls, itemCount, position.startedAt(), endedAt));
                yield new SegmentAnswer(null, itemCount);
            }
            case SegmentProgress.Interrupted interrupted -> {
                String next = keys.continuation(work, part.side(), WorkKeys.part(part.segment(), calls));
                String lastKey = Objects.requireNonNull(interrupted.next()).toText();
                documents.write(next, new SegmentPosition(calls, itemCount, position.startedAt(), lastKey));
                yield new SegmentAnswer(next, itemCount);
            }
        };
    }
}
