package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.Timeline;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Control records for a dry run: the first read is of the real record, and what changes is kept here alone. The steps
 * behind it are the real ones.
 */
public final class RehearsedControlRecords implements ControlRecords {

    private final ControlRecords real;
    private @Nullable ControlRecord rehearsed;

    /** @param rehearsed as the steps before left the record; null at the first */
    public RehearsedControlRecords(ControlRecords real, @Nullable ControlRecord rehearsed) {
        this.real = real;
        this.rehearsed = rehearsed;
    }

    /** The record as the rehearsal has it by now; null while nothing was changed. */
    public @Nullable ControlRecord rehearsed() {
        return rehearsed;
    }

    @Override
    public Optional<ControlRecord> read(String group) {
        ControlRecord record = rehearsed;
        return record != null && record.group().equals(group) ? Optional.of(record) : real.read(group);
    }

    @Override
    public boolean create(ControlRecord first) {
        throw new UnsupportedOperationException("a dry run enrols no group");
    }

    @Override
    public boolean replace(ControlRecord before, ControlRecord after) {
        boolean unchanged = read(before.group())
                .filter(standing -> standing.epoch() == before.epoch() && standing.revision() == before.revision())
                .isPresent();
        if (unchanged) {
            rehearsed = after;
        }
        return unchanged;
    }

    /** Nobody takes a rehearsal over. */
    @Override
    public boolean keepAlive(ControlRecord standing, Instant at) {
        return true;
    }

    /** The real history: a rehearsal leaves none. */
    @Override
    public Timeline timeline(String group) {
        return real.timeline(group);
    }
}
