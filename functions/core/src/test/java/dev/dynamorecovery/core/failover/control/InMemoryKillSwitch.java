package dev.dynamorecovery.core.failover.control;

import java.util.Optional;

/** A kill switch of this process. */
public final class InMemoryKillSwitch implements KillSwitch {

    private Optional<Stop> stopped = Optional.empty();

    @Override
    public synchronized Optional<Stop> stopped() {
        return stopped;
    }

    @Override
    public synchronized void stop(Stop stop) {
        stopped = stopped.or(() -> Optional.of(stop));
    }

    @Override
    public synchronized void release() {
        stopped = Optional.empty();
    }
}
