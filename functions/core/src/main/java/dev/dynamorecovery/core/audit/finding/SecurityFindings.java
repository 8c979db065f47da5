package dev.dynamorecovery.core.audit.finding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.audit.rule.AuditRule;
import dev.dynamorecovery.core.audit.rule.AuditRules;
import dev.dynamorecovery.core.audit.state.AuditState;
import dev.dynamorecovery.core.audit.state.RememberedFinding;
import dev.dynamorecovery.core.audit.state.RememberedTable;
import dev.dynamorecovery.core.document.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Findings in the AWS Security Finding Format, as Security Hub's {@code BatchImportFindings} takes them.
 *
 * <p>A table and a rule have one finding for ever: its id is the table's ARN and the rule's id, so what is mended is
 * resolved in place. Sending them twice does no harm; send them before the state is written, or what is resolved may
 * never be told.
 */
public final class SecurityFindings {

    /** As many findings as Security Hub takes in one call. */
    public static final int BATCH_SIZE = 100;

    private static final int LONGEST_TITLE_CHARACTERS = 256;
    private static final int LONGEST_DESCRIPTION_CHARACTERS = 1024;
    private static final int LONGEST_REMEDIATION_CHARACTERS = 512;
    private static final int LONGEST_FIELD_CHARACTERS = 2048;
    private static final int MOST_REQUIREMENTS = 32;

    private final String partition;
    private final String account;
    private final String region;
    private final Instant now;

    /** @param now the time of the update, which has to grow from one to the next */
    public SecurityFindings(String partition, String account, String region, Instant now) {
        this.partition = partition;
        this.account = account;
        this.region = region;
        this.now = now;
    }

    /**
     * What is to be sent after an audit: all that is broken or was not seen, and what the last state tells of and this one
     * does not, as resolved.
     *
     * @param before what was remembered before the audit
     * @param after what is remembered with it
     */
    public List<ObjectNode> of(Collection<TableAudit> audits, AuditState before, AuditState after) {
        Map<String, ObjectNode> findings = new TreeMap<>();
        for (TableAudit audit : audits) {
            if (isOutdated(audit, after)) {
                continue;
            }
            for (RuleResult result : audit.results()) {
                switch (result.judgement()) {
                    case Judgement.Broken broken -> put(findings, broken(audit, result.rule(), broken, after));
                    case Judgement.CouldNotLook unseen -> put(findings, unseen(audit, result.rule(), unseen, after));
                    case Judgement.Met met -> {}
                    case Judgement.NotAsked notAsked -> {}
                }
            }
        }
        before.tables()
                .forEach((name, table) -> table.findings().values().stream()
                        .filter(finding -> after.finding(name, finding.rule()).isEmpty())
                        .forEach(finding -> put(findings, resolved(name, table, finding, audits))));
        return List.copyOf(findings.values());
    }

    /** Whether another audit has looked since: what this one saw would open again what that one resolved. */
    private static boolean isOutdated(TableAudit audit, AuditState after) {
        return Optional.ofNullable(after.tables().get(audit.table()))
                .filter(table -> table.observedAt().isAfter(audit.observedAt()))
                .isPresent();
    }

    /** The same findings in calls of at most {@value #BATCH_SIZE}. */
    public static List<List<ObjectNode>> batches(List<ObjectNode> findings) {
        List<List<ObjectNode>> batches = new ArrayList<>();
        for (int from = 0; from < findings.size(); from += BATCH_SIZE) {
            batches.add(findings.subList(from, Math.min(from + BATCH_SIZE, findings.size())));
        }
        return batches;
    }

    private static void put(Map<String, ObjectNode> findings, ObjectNode finding) {
        findings.putIfAbsent(finding.get("Id").asText(), finding);
    }

    private ObjectNode broken(TableAudit audit, AuditRule rule, Judgement.Broken broken, AuditState after) {
        Optional<RememberedFinding> known = after.finding(audit.table(), rule.id());
        String who = known.flatMap(RememberedFinding::changedBy)
                .map(changed -> " Changed by " + changed.described() + ".")
                .orElse("");
        ObjectNode finding = finding(
                audit.table(),
                audit.arn(),
                rule.id(),
                "%s: not kept. Observed: %s.%s %s".formatted(rule.title(), broken.observed(), who, rule.reason()),
                known.map(RememberedFinding::firstObservedAt).orElse(audit.observedAt()));
        remediation(finding, audit.table(), broken.remedy());
        fields(finding, audit, known);
        return active(finding, rule, "FAILED");
    }

    private ObjectNode unseen(TableAudit audit, AuditRule rule, Judgement.CouldNotLook unseen, AuditState after) {
        Optional<RememberedFinding> known = after.finding(audit.table(), rule.id());
        ObjectNode finding = finding(
                audit.table(),
                audit.arn(),
                rule.id(),
                "%s: nobody could look (%s), which is no pass. %s"
                        .formatted(rule.title(), unseen.reason(), rule.reason()),
                known.map(RememberedFinding::firstObservedAt).orElse(audit.observedAt()));
        remediation(finding, audit.table(), "Let the audit look, and run it again: " + unseen.reason());
        fields(finding, audit, known);
        return active(finding, rule, "NOT_AVAILABLE");
    }

    private ObjectNode active(ObjectNode finding, AuditRule rule, String status) {
        finding.putObject("Severity").put("Label", rule.severity().name());
        compliance(finding, Optional.of(rule), status);
        finding.putObject("Workflow").put("Status", "NEW");
        finding.put("RecordState", "ACTIVE");
        return finding;
    }

    private ObjectNode resolved(
            String name, RememberedTable table, RememberedFinding known, Collection<TableAudit> audits) {
        Optional<AuditRule> rule = AuditRules.find(known.rule());
        Optional<String> kept = audits.stream()
                .filter(audit -> audit.table().equals(name))
                .flatMap(audit -> audit.results().stream())
                .filter(result -> result.rule().id().equals(known.rule()))
                .map(RuleResult::judgement)
                .flatMap(judgement ->
                        judgement instanceof Judgement.Met met ? Stream.of(met.observed()) : Stream.empty())
                .findFirst();
        ObjectNode finding = finding(
                name,
                table.arn(),
                known.rule(),
                "%s: %s"
                        .formatted(
                                rule.map(AuditRule::title).orElse(known.rule()),
                                kept.map(observed -> "kept again. Observed: " + observed + ".")
                                        .orElse("no longer asked of the table.")),
                known.firstObservedAt());
        finding.putObject("Severity").put("Label", Severity.INFORMATIONAL.name());
        compliance(finding, rule, kept.isPresent() ? "PASSED" : "NOT_AVAILABLE");
        finding.putObject("Workflow").put("Status", "RESOLVED");
        finding.put("RecordState", "ARCHIVED");
        return finding;
    }

    private ObjectNode finding(String table, String arn, String rule, String description, Instant since) {
        ObjectNode finding = Documents.json().createObjectNode();
        finding.put("SchemaVersion", "2018-10-08");
        finding.put("Id", arn + "/" + rule);
        finding.put(
                "ProductArn",
                "arn:%s:securityhub:%s:%s:product/%s/default".formatted(partition, region, account, account));
        finding.put("GeneratorId", "dynamo-recovery/" + rule);
        finding.put("AwsAccountId", account);
        finding.putArray("Types").add("Software and Configuration Checks/AWS Security Best Practices");
        finding.put("FirstObservedAt", since.toString());
        finding.put("LastObservedAt", now.toString());
        finding.put("CreatedAt", since.toString());
        finding.put("UpdatedAt", now.toString());
        String title = AuditRules.find(rule)
                .map(known -> "%s %s: %s".formatted(rule, table, known.title()))
                .orElse("%s %s".formatted(rule, table));
        finding.put("Title", shortened(title, LONGEST_TITLE_CHARACTERS));
        finding.put("Description", shortened(description, LONGEST_DESCRIPTION_CHARACTERS));
        ObjectNode resource = finding.putArray("Resources").addObject();
        resource.put("Type", "AwsDynamoDbTable");
        resource.put("Id", arn);
        resource.put("Partition", partition);
        resource.put("Region", region);
        return finding;
    }

    /** A command that was cut off would be worse than none. */
    private static void remediation(ObjectNode finding, String table, String remedy) {
        finding.putObject("Remediation")
                .putObject("Recommendation")
                .put(
                        "Text",
                        remedy.length() <= LONGEST_REMEDIATION_CHARACTERS
                                ? remedy
                                : "The command is too long for this field. See it by: ./recovery audit " + table);
    }

    private static void fields(ObjectNode finding, TableAudit audit, Optional<RememberedFinding> known) {
        ObjectNode fields = finding.putObject("ProductFields");
        fields.put("dynamo-recovery/table", audit.table());
        audit.plan().ifPresent(plan -> fields.put("dynamo-recovery/plan", plan));
        audit.planVersion().ifPresent(version -> fields.put("dynamo-recovery/planVersion", version));
        known.flatMap(RememberedFinding::changedBy)
                .ifPresent(changed -> fields.put(
                        "dynamo-recovery/changedBy", shortened(changed.described(), LONGEST_FIELD_CHARACTERS)));
    }

    private static void compliance(ObjectNode finding, Optional<AuditRule> rule, String status) {
        ObjectNode compliance = finding.putObject("Compliance");
        compliance.put("Status", status);
        rule.ifPresent(known -> {
            ArrayNode requirements = compliance.putArray("RelatedRequirements");
            known.controls().stream().limit(MOST_REQUIREMENTS).forEach(requirements::add);
        });
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
