package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.HashKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An index of this process. */
public final class InMemoryChangeLogIndex implements ChangeLogIndex {

    private static final Comparator<SegmentEntry> BY_NEWEST =
            Comparator.comparing(SegmentEntry::newest).thenComparing(SegmentEntry::objectKey);

    private record Shard(String table, String stream, String shard) {}

    private record TableGap(String table, GapIdentity identity) {}

    private final Map<String, SegmentEntry> segments = new LinkedHashMap<>();
    private final Map<Shard, Checkpoint> checkpoints = new LinkedHashMap<>();
    private final Map<TableGap, Gap> gaps = new LinkedHashMap<>();
    private final Map<String, HashKey> hashKeys = new LinkedHashMap<>();
    private final Random random = new Random(20261122);

    @Override
    public synchronized void record(SegmentEntry segment) {
        segments.put(segment.objectKey(), segment);
    }

    @Override
    public synchronized Optional<Checkpoint> advance(Checkpoint checkpoint, Instant staleBefore) {
        Shard shard = new Shard(checkpoint.table(), checkpoint.stream(), checkpoint.shard());
        @Nullable Checkpoint standing = checkpoints.get(shard);
        if (standing == null) {
            checkpoints.put(shard, checkpoint);
            return Optional.empty();
        }
        if (ChangePosition.compareSequences(standing.lastSequence(), checkpoint.lastSequence()) >= 0) {
            return Optional.empty();
        }
        if (standing.loggedAt().isBefore(staleBefore)) {
            return Optional.of(standing);
        }
        checkpoints.put(
                shard,
                new Checkpoint(
                        checkpoint.table(),
                        checkpoint.stream(),
                        checkpoint.shard(),
                        standing.firstChange(),
                        standing.firstLoggedAt(),
                        checkpoint.lastSequence(),
                        checkpoint.newestChange(),
                        checkpoint.loggedAt()));
        return Optional.empty();
    }

    @Override
    public synchronized void record(GapIdentity identity, Gap gap) {
        gaps.merge(new TableGap(gap.table(), identity), gap, Gap::joined);
    }

    @Override
    public synchronized List<SegmentEntry> segments(String table, TimeSpan span) {
        return segments.values().stream()
                .filter(entry -> entry.table().equals(table))
                .filter(entry ->
                        !entry.newest().isBefore(span.from()) && entry.oldest().isBefore(span.until()))
                .sorted(BY_NEWEST)
                .toList();
    }

    @Override
    public void newestFirst(String table, TimeSpan span, Predicate<SegmentEntry> more) {
        List<SegmentEntry> found = new ArrayList<>(segments(table, span));
        found.sort(BY_NEWEST.reversed());
        for (SegmentEntry entry : found) {
            if (!more.test(entry)) {
                return;
            }
        }
    }

    @Override
    public synchronized List<Checkpoint> checkpoints(String table) {
        return checkpoints.values().stream()
                .filter(checkpoint -> checkpoint.table().equals(table))
                .toList();
    }

    @Override
    public synchronized List<Gap> gaps(String table) {
        return gaps.values().stream()
                .filter(gap -> gap.table().equals(table))
                .sorted(Comparator.comparing(Gap::from))
                .toList();
    }

    @Override
    public synchronized HashKey hashKey(String table) {
        return hashKeys.computeIfAbsent(table, any -> {
            byte[] key = new byte[HashKey.BYTES];
            random.nextBytes(key);
            return HashKey.of(key);
        });
    }
}
