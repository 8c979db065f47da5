package dev.dynamorecovery.core.failover.preflight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readiness reports of this process. */
public final class InMemoryReadinessReports implements ReadinessReports {

    private record Place(String group, String region) {}

    private final Map<Place, ReplicaReadiness> reports = new LinkedHashMap<>();

    @Override
    public synchronized void file(ReplicaReadiness report) {
        reports.put(new Place(report.group(), report.region()), report);
    }

    @Override
    public synchronized List<ReplicaReadiness> read(String group) {
        return reports.values().stream()
                .filter(report -> report.group().equals(group))
                .toList();
    }
}
