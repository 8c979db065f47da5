package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the table is where its plan wants it. */
final class ReplicaRules {

    static final List<AuditRule> RULES = List.of(
            new AuditRule(
                    "DR-REPLICA-1",
                    "An active replica is in each planned Region",
                    Severity.HIGH,
                    "Without a replica that takes writes there is nowhere to fail over to: the RTO grows from minutes to the"
                            + " length of the outage or of a restore.",
                    List.of(
                            Controls.NIST_ALTERNATE_PROCESSING,
                            Controls.NIST_ALTERNATE_STORAGE,
                            Controls.NIST_RECOVERY,
                            Controls.ISO_REDUNDANCY,
                            Controls.SOC_BACKUP),
                    ReplicaRules::present),
            new AuditRule(
                    "DR-REPLICA-2",
                    "The table is in no Region outside the plan",
                    Severity.MEDIUM,
                    "A replica that nobody planned is watched, fenced and audited by nobody, and takes writes all the same.",
                    List.of(Controls.NIST_INVENTORY, Controls.ISO_INVENTORY),
                    ReplicaRules::noneElsewhere),
            new AuditRule(
                    "DR-REPLICA-3",
                    "The replicas have the same settings",
                    Severity.HIGH,
                    "After a failover the application finds other capacity, indexes or expiry than it needs: it is up, and the"
                            + " RTO is not met.",
                    List.of(Controls.NIST_ALTERNATE_PROCESSING, Controls.NIST_RECOVERY, Controls.ISO_REDUNDANCY),
                    PeerRules::sameSettings),
            new AuditRule(
                    "DR-REPLICA-4",
                    "Point-in-time recovery is on in each replica",
                    Severity.HIGH,
                    "After a failover the other Region serves: damage done there could not be undone.",
                    Controls.with(Controls.BACKUPS, Controls.TABLES_PITR),
                    PeerRules::pointInTime));

    private ReplicaRules() {}

    private static Judgement present(AuditedTable table) {
        return planned(table, plan -> {
            Set<String> wanted = dataRegions(plan);
            wanted.remove(table.posture().region());
            return wanted.isEmpty()
                    ? Steps.notAsked("another Region with the data")
                    : seen(table.posture().facts(), facts -> {
                        Set<String> missing = new TreeSet<>(wanted);
                        facts.replicas().stream()
                                .filter(replica -> replica.status().equals("ACTIVE"))
                                .map(TableFacts.Replica::region)
                                .forEach(missing::remove);
                        return missing.isEmpty()
                                ? met("active in " + String.join(", ", wanted))
                                : broken(missing(missing, facts), create(table, missing, facts));
                    });
        });
    }

    private static String missing(Set<String> missing, TableFacts facts) {
        return missing.stream()
                .map(region -> facts.replicas().stream()
                        .filter(replica -> replica.region().equals(region))
                        .findFirst()
                        .map(replica -> "replica in %s is %s".formatted(region, replica.status()))
                        .orElse("no replica in " + region))
                .collect(Collectors.joining("; "));
    }

    private static String create(AuditedTable table, Set<String> missing, TableFacts facts) {
        return missing.stream()
                .map(region -> facts.replicas().stream()
                                .anyMatch(replica -> replica.region().equals(region))
                        ? "Wait until it is ACTIVE, and find out why it is not: "
                                + Remedies.awsIn(
                                        region,
                                        "dynamodb",
                                        "describe-table",
                                        "--table-name",
                                        table.posture().table())
                        : Remedies.updateTable(
                                table.posture(),
                                "--replica-updates",
                                "[{\"Create\":{\"RegionName\":\"%s\"}}]".formatted(region)))
                .collect(Collectors.joining("; "));
    }

    private static Judgement noneElsewhere(AuditedTable table) {
        return planned(
                table,
                plan -> seen(table.posture().facts(), facts -> {
                    Set<String> planned = dataRegions(plan);
                    Set<String> elsewhere = new TreeSet<>(facts.replicas().stream()
                            .map(TableFacts.Replica::region)
                            .toList());
                    elsewhere.add(table.posture().region());
                    elsewhere.removeAll(planned);
                    return elsewhere.isEmpty()
                            ? met("only in " + String.join(", ", planned))
                            : broken("also in " + String.join(", ", elsewhere), removal(table, plan, elsewhere));
                }));
    }

    /** The Region that is audited may hold the only copy: no command is given that takes the table away there. */
    private static String removal(AuditedTable table, RecoveryPlan plan, Set<String> elsewhere) {
        String name = "Name the Region in plans/%s.yaml and deploy it".formatted(plan.name());
        String removal = elsewhere.stream()
                .filter(region -> !region.equals(table.posture().region()))
                .map(region -> Remedies.updateTable(
                        table.posture(),
                        "--replica-updates",
                        "[{\"Delete\":{\"RegionName\":\"%s\"}}]".formatted(region)))
                .collect(Collectors.joining("; "));
        return removal.isEmpty() ? name : name + "; or, once nothing writes there: " + removal;
    }

    /** The Regions in which the plan wants the data, sorted. */
    private static Set<String> dataRegions(RecoveryPlan plan) {
        return plan.regions().stream()
                .filter(region -> region.role() != RegionRole.WITNESS)
                .map(PlannedRegion::region)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
