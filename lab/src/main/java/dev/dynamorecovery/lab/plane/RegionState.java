package dev.dynamorecovery.lab.plane;

import dev.dynamorecovery.lab.time.LabTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** What one Region holds: tables, streams and backups, and the log of its writes. */
final class RegionState {

    private final String name;
    private final LabTime time;
    private final WriteAheadLog log;
    private final Map<String, Table> tables = new ConcurrentHashMap<>();
    private final List<TableStream> streams = new CopyOnWriteArrayList<>();
    private final NavigableMap<String, Backup> backups = new ConcurrentSkipListMap<>();
    private final ReentrantLock controlPlane;

    /** @param controlPlane shared by all Regions: a global table's changes reach into several */
    RegionState(String name, LabTime time, ReentrantLock controlPlane) {
        this.name = name;
        this.time = time;
        this.controlPlane = controlPlane;
        this.log = new WriteAheadLog(time);
    }

    String name() {
        return name;
    }

    LabTime time() {
        return time;
    }

    WriteAheadLog log() {
        return log;
    }

    /** Held by whoever changes tables, streams or backups. */
    ReentrantLock controlPlane() {
        return controlPlane;
    }

    /** Tables that exist, whatever their status. */
    List<Table> tables() {
        forgetDeleted();
        return List.copyOf(tables.values());
    }

    Optional<Table> table(String nameOrArn) {
        Table table = tables.get(Arns.tableName(name, nameOrArn));
        if (table != null && table.status().equals("DELETED")) {
            forgetDeleted();
            return Optional.empty();
        }
        return Optional.ofNullable(table);
    }

    void add(Table table) {
        tables.put(table.name(), table);
    }

    void remove(Table table) {
        tables.remove(table.name(), table);
    }

    /** Including those of deleted tables, which can be read until their records expire. */
    List<TableStream> streams() {
        return streams;
    }

    /** By ARN. */
    NavigableMap<String, Backup> backups() {
        return backups;
    }

    private void forgetDeleted() {
        tables.values().removeIf(table -> table.status().equals("DELETED"));
    }
}
