package dev.dynamorecovery.lab.machine.execution;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every execution and map run of the lab, by ARN, in the order of their start. */
public final class ExecutionRegistry {

    private final Map<String, Execution> executions = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, MapRun> mapRuns = Collections.synchronizedMap(new LinkedHashMap<>());

    public Optional<Execution> execution(String arn) {
        return Optional.ofNullable(executions.get(arn));
    }

    public Optional<MapRun> mapRun(String arn) {
        return Optional.ofNullable(mapRuns.get(arn));
    }

    public List<Execution> executions() {
        return copy(executions.values(), executions);
    }

    public List<MapRun> mapRuns() {
        return copy(mapRuns.values(), mapRuns);
    }

    void add(Execution execution) {
        executions.put(execution.arn(), execution);
    }

    void add(MapRun run) {
        mapRuns.put(run.arn(), run);
    }

    private static <T> List<T> copy(Collection<T> values, Object lock) {
        synchronized (lock) {
            return List.copyOf(values);
        }
    }
}
