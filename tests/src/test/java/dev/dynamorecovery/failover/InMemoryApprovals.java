package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.approval.Approvals;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Requests for approval of this process. */
final class InMemoryApprovals implements Approvals {

    private final Map<String, PendingApproval> pending = new ConcurrentHashMap<>();

    @Override
    public void open(PendingApproval request) {
        pending.put(request.group(), request);
    }

    @Override
    public Optional<PendingApproval> find(String group) {
        return Optional.ofNullable(pending.get(group));
    }

    @Override
    public void close(String group, String incident) {
        pending.computeIfPresent(group, (name, request) -> request.incident().equals(incident) ? null : request);
    }
}
