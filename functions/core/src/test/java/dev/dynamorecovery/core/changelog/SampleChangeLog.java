package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Instant;
import java.util.List;

/** A log in memory, written by the real writer from events as Lambda delivers them. */
public final class SampleChangeLog {

    private final String table;
    private final InMemoryObjectStore bucket = new InMemoryObjectStore();
    private final InMemoryChangeLogIndex index = new InMemoryChangeLogIndex();
    private final ChangeLogWriter writer = new ChangeLogWriter(index, bucket);

    /** The empty log of a table. */
    public SampleChangeLog(String table) {
        this.table = table;
    }

    /** Logs one batch: changes of one shard in the order of their sequence numbers, one second after the last of them. */
    public LoggedBatch append(List<Change> batch) {
        return append(batch, batch.getLast().at().plusSeconds(1));
    }

    /** Logs one batch at that time. */
    public LoggedBatch append(List<Change> batch, Instant now) {
        return writer.write(StreamEvents.of(table, batch), now);
    }

    /** A reader of the log. */
    public ChangeLogReader reader() {
        return new ChangeLogReader(table, index, bucket);
    }

    /** Where the segments are. */
    public InMemoryObjectStore bucket() {
        return bucket;
    }

    /** What the log knows of its segments. */
    public InMemoryChangeLogIndex index() {
        return index;
    }
}
