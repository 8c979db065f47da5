package dev.dynamorecovery.core.audit.report;

import static dev.dynamorecovery.core.audit.rule.SamplePostures.NOW;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.rule.SampleAudits;
import dev.dynamorecovery.core.audit.state.AuditRun;
import dev.dynamorecovery.core.audit.state.AuditState;
import dev.dynamorecovery.core.audit.state.StateMerge;
import dev.dynamorecovery.core.audit.trigger.AuditReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reports for tests. */
public final class SampleAuditReports {

    /** A text that would be markup if somebody forgot to escape it. */
    static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&|`";

    private SampleAuditReports() {}

    /** Nothing is wrong. */
    public static AuditReport clean() {
        return report(List.of(SampleAudits.healthy()), Map.of(), AuditReason.SCHEDULE);
    }

    /** Something of every kind is wrong, and names and policies try to be markup. */
    public static AuditReport broken() {
        return report(
                List.of(
                        SampleAudits.healthy(),
                        SampleAudits.of("users", Map.of("/pointInTime", Map.of("enabled", false))),
                        SampleAudits.of(
                                "transactions",
                                Map.of(
                                        "/timeToLiveAttribute",
                                        Map.of("notSeen", "dynamodb:DescribeTimeToLive: AccessDeniedException"),
                                        "/backups/0/createdAt",
                                        "-P8D",
                                        "/tags/owner",
                                        " ",
                                        "/resourcePolicy/Statement/0",
                                        new TreeMap<>(Map.of("Sid", HOSTILE, "Effect", "Deny")),
                                        "/alarms/0/actions",
                                        List.of())),
                        SampleAudits.of("forgotten", Map.of("/tags", Map.of("note", HOSTILE)))),
                Map.of("orders-restored", "restored copy of orders", "cache", HOSTILE),
                AuditReason.API_CALL);
    }

    /** Nothing was there to be audited. */
    public static AuditReport empty() {
        return report(List.of(), Map.of(), AuditReason.MANUAL);
    }

    static AuditReport report(List<TableAudit> audits, Map<String, String> exempt, AuditReason reason) {
        Optional<ChangedBy> by = reason == AuditReason.API_CALL
                ? Optional.of(new ChangedBy(
                        "arn:aws:sts::111122223333:assumed-role/Admin/eve",
                        "UpdateContinuousBackups",
                        NOW.minusSeconds(3)))
                : Optional.empty();
        AuditRun run = new AuditRun(new AuditScope.Everything(), NOW, audits, exempt.keySet(), by);
        AuditState state = StateMerge.merge(AuditState.EMPTY, run).state();
        return new AuditReport(
                "111122223333",
                "us-east-1",
                NOW,
                NOW.plusSeconds(4),
                reason,
                reason == AuditReason.MANUAL ? 10 : 1,
                audits,
                new TreeMap<>(exempt),
                state);
    }
}
