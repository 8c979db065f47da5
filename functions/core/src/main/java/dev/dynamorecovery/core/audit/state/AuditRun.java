package dev.dynamorecovery.core.audit.state;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One audit.
 *
 * @param startedAt before anything was looked at
 * @param audits of the tables that were there and are not exempt
 * @param exempt names of the tables that were there and are left out
 * @param changedBy whose call had it run, where one did
 */
public record AuditRun(
        AuditScope scope,
        Instant startedAt,
        List<TableAudit> audits,
        Set<String> exempt,
        Optional<ChangedBy> changedBy) {

    public AuditRun {
        audits = List.copyOf(audits);
        exempt = Set.copyOf(exempt);
    }
}
