package dev.dynamorecovery.core.audit.trigger;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import java.util.Optional;

/** What an event, or somebody's request, asks of the audit. */
public sealed interface AuditTrigger {

    /**
     * Audit these.
     *
     * @param changedBy whose call it was, where it was one
     */
    record Audit(AuditScope scope, AuditReason reason, Optional<ChangedBy> changedBy) implements AuditTrigger {}

    /** Nothing to audit: a call that failed, or one about a restored copy or something that no rule looks at. */
    record Nothing(String reason) implements AuditTrigger {}

    /** It is nothing that is known here: name it to somebody, and audit nothing on its word. */
    record Refused(String field, String value, String remedy) implements AuditTrigger {}
}
