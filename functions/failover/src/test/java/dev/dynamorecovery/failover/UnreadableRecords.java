package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.Timeline;
import java.time.Instant;
import java.util.Optional;

/** Control records of which nothing can be read or written. */
final class UnreadableRecords implements ControlRecords {

    @Override
    public Optional<ControlRecord> read(String group) {
        throw unreachable();
    }

    @Override
    public boolean create(ControlRecord first) {
        throw unreachable();
    }

    @Override
    public boolean replace(ControlRecord before, ControlRecord after) {
        throw unreachable();
    }

    @Override
    public boolean keepAlive(ControlRecord standing, Instant at) {
        throw unreachable();
    }

    @Override
    public Timeline timeline(String group) {
        throw unreachable();
    }

    private static IllegalStateException unreachable() {
        return new IllegalStateException("the control table does not answer");
    }
}
