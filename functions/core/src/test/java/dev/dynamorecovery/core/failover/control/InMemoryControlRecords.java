package dev.dynamorecovery.core.failover.control;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Control records of this process. */
public final class InMemoryControlRecords implements ControlRecords {

    private final Map<String, ControlRecord> records = new HashMap<>();
    private final Map<String, TreeMap<Long, TimelineEntry>> history = new HashMap<>();

    @Override
    public synchronized Optional<ControlRecord> read(String group) {
        return Optional.ofNullable(records.get(group));
    }

    @Override
    public synchronized boolean create(ControlRecord first) {
        return records.putIfAbsent(first.group(), first) == null;
    }

    @Override
    public synchronized boolean replace(ControlRecord before, ControlRecord after) {
        ControlRecord standing = records.get(before.group());
        if (standing == null || standing.epoch() != before.epoch() || standing.revision() != before.revision()) {
            return false;
        }
        keep(before.newest());
        records.put(after.group(), after);
        return true;
    }

    @Override
    public synchronized boolean keepAlive(ControlRecord standing, Instant at) {
        ControlRecord found = records.get(standing.group());
        boolean unchanged =
                found != null && found.epoch() == standing.epoch() && found.revision() == standing.revision();
        if (unchanged) {
            records.put(standing.group(), standing.aliveAt(at));
        }
        return unchanged;
    }

    @Override
    public synchronized Timeline timeline(String group) {
        TreeMap<Long, TimelineEntry> entries = new TreeMap<>(history.getOrDefault(group, new TreeMap<>()));
        read(group).ifPresent(record -> entries.put(record.revision(), record.newest()));
        return new Timeline(List.copyOf(entries.values()));
    }

    /** The first of the two writes of a replacement; a process may die after it. */
    synchronized void keep(TimelineEntry entry) {
        history.computeIfAbsent(entry.group(), group -> new TreeMap<>()).putIfAbsent(entry.revision(), entry);
    }
}
