package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Counts the writes into a bucket and an index, and fails one of them, before or after it has happened. */
final class FailingWrites {

    /** The process was killed. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final ChangeLogIndex index;
    private final ObjectStore bucket;
    private int objects;
    private int records;
    private int failing = Integer.MAX_VALUE;
    private boolean afterwards;

    FailingWrites(ChangeLogIndex index, ObjectStore bucket) {
        this.index = index;
        this.bucket = bucket;
    }

    /** Fails the n-th write from now on, from 1. */
    void failAt(int write, boolean afterItHappened) {
        failing = objects + records + write;
        afterwards = afterItHappened;
    }

    void failNone() {
        failing = Integer.MAX_VALUE;
    }

    int objectWrites() {
        return objects;
    }

    int indexWrites() {
        return records;
    }

    private void around(Runnable write, boolean object) {
        boolean killed = objects + records + 1 == failing;
        if (killed && !afterwards) {
            throw new Killed();
        }
        if (object) {
            objects++;
        } else {
            records++;
        }
        write.run();
        if (killed) {
            throw new Killed();
        }
    }

    ObjectStore bucket() {
        return new ObjectStore() {
            @Override
            public void write(String key, byte[] content) {
                around(() -> bucket.write(key, content), true);
            }

            @Override
            public InputStream open(String key) {
                return bucket.open(key);
            }

            @Override
            public List<String> list(String prefix) {
                return bucket.list(prefix);
            }
        };
    }

    ChangeLogIndex index() {
        return new ChangeLogIndex() {
            @Override
            public void record(SegmentEntry segment) {
                around(() -> index.record(segment), false);
            }

            @Override
            public Optional<Checkpoint> advance(Checkpoint checkpoint, Instant staleBefore) {
                Checkpoint[] stale = new Checkpoint[1];
                around(() -> index.advance(checkpoint, staleBefore).ifPresent(left -> stale[0] = left), false);
                return Optional.ofNullable(stale[0]);
            }

            @Override
            public void record(GapIdentity identity, Gap gap) {
                around(() -> index.record(identity, gap), false);
            }

            @Override
            public List<SegmentEntry> segments(String table, TimeSpan span) {
                return index.segments(table, span);
            }

            @Override
            public void newestFirst(String table, TimeSpan span, Predicate<SegmentEntry> more) {
                index.newestFirst(table, span, more);
            }

            @Override
            public List<Checkpoint> checkpoints(String table) {
                return index.checkpoints(table);
            }

            @Override
            public List<Gap> gaps(String table) {
                return index.gaps(table);
            }

            @Override
            public HashKey hashKey(String table) {
                return index.hashKey(table);
            }
        };
    }
}
