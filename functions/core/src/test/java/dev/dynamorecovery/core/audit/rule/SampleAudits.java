package dev.dynamorecovery.core.audit.rule;

import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import java.time.Instant;
import java.util.Map;

/** Audits for tests: of the healthy table, and of tables that differ from it. */
public final class SampleAudits {

    /** What turns point-in-time recovery off. */
    public static final Map<String, ?> PITR_OFF = Map.of("/pointInTime", Map.of("enabled", false));

    /** What makes the streams' and settings' facts unreadable. */
    public static final Map<String, ?> FACTS_NOT_SEEN =
            Map.of("/facts", Map.of("notSeen", "dynamodb:DescribeTable: AccessDeniedException"));

    private SampleAudits() {}

    public static TableAudit healthy() {
        return of(Map.of());
    }

    /** Of the healthy posture with these changes, judged by the plan that asks for everything. */
    public static TableAudit of(Map<String, ?> changes) {
        return of(SamplePostures.posture(changes));
    }

    /** Of a posture, judged by the plan that asks for everything. */
    public static TableAudit of(TablePosture posture) {
        return AuditRules.audit(posture, SamplePostures.plans(SamplePostures.plan()), SamplePostures.NOW);
    }

    /** The same with another name. */
    public static TableAudit of(String table, Map<String, ?> changes) {
        return of(SamplePostures.posture(table, changes));
    }

    /** The same, looked at then. */
    public static TableAudit at(Instant observedAt, TableAudit audit) {
        return new TableAudit(
                audit.table(),
                audit.arn(),
                audit.region(),
                observedAt,
                audit.plan(),
                audit.planVersion(),
                audit.results());
    }
}
