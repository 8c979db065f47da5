package dev.dynamorecovery.lab.plane;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** One stream of a table, from its enabling to its disabling: a stretch of the table's history. */
final class TableStream {

    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /** Where a stream ended. */
    record End(int position, long sequence, Instant at) {}

    private final Table table;
    private final String viewType;
    private final Instant createdAt;
    private final int startPosition;
    private final long startSequence;
    private volatile Optional<End> end = Optional.empty();

    /** A stream of every change from now on. */
    TableStream(Table table, String viewType, Instant createdAt, long lastSequence) {
        this.table = table;
        this.viewType = viewType;
        this.createdAt = createdAt;
        this.startPosition = table.history().length();
        this.startSequence = lastSequence + 1;
    }

    Table table() {
        return table;
    }

    String viewType() {
        return viewType;
    }

    Instant createdAt() {
        return createdAt;
    }

    String label() {
        return LABEL.format(createdAt);
    }

    String arn() {
        return table.arn() + "/stream/" + label();
    }

    String shardId() {
        return "shardId-%020d-%08x".formatted(createdAt.toEpochMilli(), arn().hashCode());
    }

    /** The position in the table's history of its first record. */
    int startPosition() {
        return startPosition;
    }

    long startSequence() {
        return startSequence;
    }

    /** The position after its last record. */
    int endPosition() {
        return end.map(End::position).orElseGet(() -> table.history().length());
    }

    Optional<End> end() {
        return end;
    }

    boolean enabled() {
        return end.isEmpty();
    }

    void disable(Instant at, long lastSequence) {
        end = Optional.of(new End(table.history().length(), lastSequence, at));
    }
}
