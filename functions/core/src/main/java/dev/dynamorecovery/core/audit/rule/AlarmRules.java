package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.MetricAlarm;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether somebody is told when the table refuses writes or falls behind. */
final class AlarmRules {

    private static final Set<String> THROTTLING =
            Set.of("ThrottledRequests", "WriteThrottleEvents", "ReadThrottleEvents");
    private static final Set<String> FAILURES = Set.of("SystemErrors");
    private static final String LATENCY = "ReplicationLatency";
    private static final List<String> CONTROLS = List.of(
            Controls.ALARMS_WITH_ACTION,
            Controls.ALARM_ACTIONS_ACTIVATED,
            Controls.NIST_MONITORING,
            Controls.ISO_MONITORING,
            Controls.SOC_MONITORING);

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-ALARM-1",
                    "An alarm with an action watches throttling",
                    Severity.MEDIUM,
                    "A throttled table loses its users' writes while it looks healthy; the RTO begins when somebody notices.",
                    CONTROLS,
                    table -> watched(table, THROTTLING, "WriteThrottleEvents", Map.of())),
            new AuditRule(
                    "DR-ALARM-2",
                    "An alarm with an action watches failed requests",
                    Severity.MEDIUM,
                    "Errors of DynamoDB itself are the first sign of a Region going out; the RTO begins when somebody notices.",
                    CONTROLS,
                    table -> watched(table, FAILURES, "SystemErrors", Map.of("Operation", "PutItem"))),
            new AuditRule(
                    "DR-ALARM-3",
                    "An alarm with an action watches replication to each Region",
                    Severity.MEDIUM,
                    "What has not been replicated when the Region goes out is the data loss of a failover: its latency is the"
                            + " RPO.",
                    CONTROLS,
                    AlarmRules::replicationWatched));

    private AlarmRules() {}

    private static Judgement watched(
            AuditedTable table, Set<String> metrics, String suggested, Map<String, String> dimensions) {
        return planned(
                table,
                plan -> !plan.audit().alarmed()
                        ? Steps.notAsked("alarms")
                        : seen(table.posture().alarms(), alarms -> {
                            List<MetricAlarm> on = alarms.stream()
                                    .filter(alarm -> metrics.contains(alarm.metric()))
                                    .filter(alarm -> ofTable(alarm, table))
                                    .toList();
                            return acting(on)
                                    .<Judgement>map(alarm -> met(told(alarm)))
                                    .orElseGet(() -> broken(silent(on), remedy(table, on, suggested, dimensions)));
                        }));
    }

    private static Judgement replicationWatched(AuditedTable table) {
        return planned(
                table,
                plan -> !plan.audit().alarmed()
                        ? Steps.notAsked("alarms")
                        : seen(
                                table.posture().facts(),
                                facts -> facts.replicas().isEmpty()
                                        ? new NotAsked("the table has no replica")
                                        : seen(table.posture().alarms(), alarms -> replication(table, facts, alarms))));
    }

    private static Judgement replication(AuditedTable table, TableFacts facts, List<MetricAlarm> alarms) {
        List<String> unwatched = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        for (TableFacts.Replica replica : facts.replicas()) {
            List<MetricAlarm> on = alarms.stream()
                    .filter(alarm -> alarm.metric().equals(LATENCY))
                    .filter(alarm -> ofTable(alarm, table))
                    .filter(alarm -> replica.region().equals(alarm.dimensions().get("ReceivingRegion")))
                    .toList();
            if (acting(on).isEmpty()) {
                unwatched.add("to %s: %s".formatted(replica.region(), silent(on)));
                remedies.add(remedy(table, on, LATENCY, Map.of("ReceivingRegion", replica.region())));
            }
        }
        return unwatched.isEmpty()
                ? met("watched to "
                        + facts.replicas().stream()
                                .map(TableFacts.Replica::region)
                                .collect(Collectors.joining(", ")))
                : broken(String.join("; ", unwatched), String.join("; ", remedies));
    }

    private static boolean ofTable(MetricAlarm alarm, AuditedTable table) {
        return table.posture().table().equals(alarm.dimensions().get("TableName"));
    }

    private static Optional<MetricAlarm> acting(List<MetricAlarm> alarms) {
        return alarms.stream()
                .filter(MetricAlarm::actionsEnabled)
                .filter(alarm -> !alarm.actions().isEmpty())
                .findFirst();
    }

    private static String told(MetricAlarm alarm) {
        return "alarm '%s' on %s tells %s"
                .formatted(alarm.name(), alarm.metric(), alarm.actions().getFirst());
    }

    private static String silent(List<MetricAlarm> alarms) {
        if (alarms.isEmpty()) {
            return "no alarm";
        }
        MetricAlarm alarm = alarms.getFirst();
        return alarm.actions().isEmpty()
                ? "alarm '%s' has no action".formatted(alarm.name())
                : "alarm '%s' has its actions turned off".formatted(alarm.name());
    }

    private static String remedy(
            AuditedTable table, List<MetricAlarm> alarms, String metric, Map<String, String> more) {
        Optional<MetricAlarm> off =
                alarms.stream().filter(alarm -> !alarm.actions().isEmpty()).findFirst();
        if (off.isPresent()) {
            return Remedies.aws(
                    table.posture(),
                    "cloudwatch",
                    "enable-alarm-actions",
                    "--alarm-names",
                    off.get().name());
        }
        boolean latency = metric.equals(LATENCY);
        List<String> words = new ArrayList<>(List.of(
                "--alarm-name",
                "%s-%s%s".formatted(table.posture().table(), metric, latency ? "-" + more.get("ReceivingRegion") : ""),
                "--namespace",
                "AWS/DynamoDB",
                "--metric-name",
                metric,
                "--dimensions",
                "Name=TableName,Value=" + table.posture().table()));
        new TreeMap<>(more).forEach((name, value) -> words.add("Name=%s,Value=%s".formatted(name, value)));
        words.addAll(List.of(
                "--statistic",
                latency ? "Maximum" : "Sum",
                "--period",
                "60",
                "--evaluation-periods",
                latency ? "5" : "1",
                "--threshold",
                latency ? "60000" : "0",
                "--comparison-operator",
                "GreaterThanThreshold",
                "--treat-missing-data",
                // Replication that reports nothing may have stalled; requests that report no failure had none.
                latency ? "breaching" : "notBreaching",
                "--alarm-actions",
                "TOPIC_ARN"));
        return "With the ARN of the topic that your people listen to: "
                + Remedies.aws(table.posture(), "cloudwatch", "put-metric-alarm", words.toArray(String[]::new));
    }
}
