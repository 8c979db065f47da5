package dev.dynamorecovery.core.failover.reconcile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decisions on lost writes of this process. */
public final class InMemoryLossResolutions implements LossResolutions {

    private final Map<String, RecordedResolution> decided = new LinkedHashMap<>();

    @Override
    public synchronized void record(RecordedResolution resolution) {
        decided.putIfAbsent(resolution.group() + "/" + resolution.id(), resolution);
    }

    @Override
    public synchronized List<RecordedResolution> of(String group) {
        return decided.values().stream()
                .filter(resolution -> resolution.group().equals(group))
                .toList();
    }
}
