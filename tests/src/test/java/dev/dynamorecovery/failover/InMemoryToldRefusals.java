package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.notice.ToldRefusals;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What people were told of, in this process. */
final class InMemoryToldRefusals implements ToldRefusals {

    private final Map<String, Detection> told = new ConcurrentHashMap<>();

    @Override
    public Optional<Detection> last(String group) {
        return Optional.ofNullable(told.get(group));
    }

    @Override
    public boolean note(String group, Detection detection) {
        return told.put(group, detection) != detection;
    }

    @Override
    public void forget(String group) {
        told.remove(group);
    }
}
