package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One table: its identity, its history, its status and its settings. */
final class Table {

    /** A status that passes with time, and with the work behind it. */
    private record Passing(String status, Instant until) {}

    private final String region;
    private final String name;
    private final String id = UUID.randomUUID().toString();
    private final Instant createdAt;
    private final KeySchema keySchema;
    private final LabTime time;
    private final TableHistory history;
    private final TableLocks locks;
    private final TableSettings settings = new TableSettings();
    private final Map<String, Instant> indexesActiveAt = new ConcurrentHashMap<>();
    private final List<TableStream> streams = new CopyOnWriteArrayList<>();
    private volatile Optional<GlobalTable> globalTable = Optional.empty();
    private volatile Passing passing;
    private volatile boolean loading;
    private volatile Optional<ObjectNode> lastDescription = Optional.empty();

    Table(String region, String name, KeySchema keySchema, LabTime time, Duration nominalCreation) {
        this(region, name, keySchema, new TableLocks(), time, nominalCreation);
    }

    /** @param locks shared by the replicas of a strongly consistent global table */
    Table(String region, String name, KeySchema keySchema, TableLocks locks, LabTime time, Duration nominalCreation) {
        this.region = region;
        this.history = new TableHistory(region);
        this.locks = locks;
        this.name = name;
        this.keySchema = keySchema;
        this.time = time;
        this.createdAt = time.now();
        this.passing = new Passing("CREATING", createdAt.plus(time.scaled(nominalCreation)));
    }

    String region() {
        return region;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    String arn() {
        return Arns.table(region, name);
    }

    Instant createdAt() {
        return createdAt;
    }

    KeySchema keySchema() {
        return keySchema;
    }

    TableHistory history() {
        return history;
    }

    TableLocks locks() {
        return locks;
    }

    TableSettings settings() {
        return settings;
    }

    /** The global table that it is a replica of. */
    Optional<GlobalTable> globalTable() {
        return globalTable;
    }

    void globalTable(Optional<GlobalTable> membership) {
        globalTable = membership;
    }

    /** Whether it is a replica of a global table with multi-Region strong consistency. */
    boolean stronglyConsistent() {
        return globalTable.filter(GlobalTable::strong).isPresent();
    }

    /** Oldest first; at most the last one is enabled. */
    List<TableStream> streams() {
        return streams;
    }

    Optional<TableStream> latestStream() {
        return streams.isEmpty() ? Optional.empty() : Optional.of(streams.getLast());
    }

    String status() {
        Passing now = passing;
        return loading || time.now().isBefore(now.until()) ? now.status() : settledStatus(now);
    }

    private static String settledStatus(Passing passed) {
        return passed.status().equals("DELETING") ? "DELETED" : "ACTIVE";
    }

    boolean takesData() {
        return switch (status()) {
            case "ACTIVE", "UPDATING" -> true;
            default -> false;
        };
    }

    void passThrough(String status, Duration nominal) {
        passing = new Passing(status, time.now().plus(time.scaled(nominal)));
    }

    /** While it is being filled by a restore, the table is not there for data. */
    void loading(boolean running) {
        loading = running;
    }

    /** The engine's description of it, kept when the engine is about to forget the table. */
    Optional<ObjectNode> lastDescription() {
        return lastDescription;
    }

    void lastDescription(ObjectNode description) {
        lastDescription = Optional.of(description);
    }

    void indexCreated(String index) {
        indexesActiveAt.put(index, time.now().plus(time.scaled(Durations.INDEX_CREATION)));
    }

    String indexStatus(String index) {
        Instant activeAt = indexesActiveAt.getOrDefault(index, createdAt);
        return time.now().isBefore(activeAt) || status().equals("CREATING") ? "CREATING" : "ACTIVE";
    }
}
