package dev.dynamorecovery.lab.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of one Region. */
public final class SecurityHub {

    /** What a provider cannot change of a finding that is there: it is the customer's. */
    private static final List<String> CUSTOMERS = List.of("Note", "UserDefinedFields", "VerificationState", "Workflow");

    private static final Map<String, Integer> NORMALIZED =
            Map.of("INFORMATIONAL", 0, "LOW", 1, "MEDIUM", 40, "HIGH", 70, "CRITICAL", 90);

    private final String region;
    private final EventBus bus;
    private final LabTime time;
    private final Map<String, ObjectNode> findings = new LinkedHashMap<>();
    private Optional<Instant> subscribedAt;

    /** @param enabled whether the template switches it on */
    public SecurityHub(String region, boolean enabled, EventBus bus, LabTime time) {
        this.region = region;
        this.bus = bus;
        this.time = time;
        this.subscribedAt = enabled ? Optional.of(time.now()) : Optional.empty();
    }

    /** Since when it is on; empty while it is not. */
    synchronized Optional<Instant> subscribedAt() {
        return subscribedAt;
    }

    /** Switches it on, or off, which forgets its findings. */
    public synchronized void enable(boolean on) {
        subscribedAt = on ? Optional.of(time.now()) : Optional.empty();
        if (!on) {
            findings.clear();
        }
    }

    /** Every finding, in the order of their first import. */
    public synchronized List<JsonNode> findings() {
        return findings.values().stream().<JsonNode>map(ObjectNode::deepCopy).toList();
    }

    String productArn() {
        return "arn:aws:securityhub:" + region + ":" + StackIdentity.LAB_ACCOUNT_ID + ":product/"
                + StackIdentity.LAB_ACCOUNT_ID + "/default";
    }

    /**
     * Imports a finding, or updates it in place.
     *
     * @return what is wrong with it; empty when it was taken
     */
    Optional<String> importFinding(ObjectNode finding) {
        Optional<String> fault = FindingFormat.fault(finding);
        if (fault.isPresent()) {
            return fault;
        }
        ObjectNode taken = finding.deepCopy();
        synchronized (this) {
            String id = finding.path("Id").asText();
            ObjectNode known = findings.get(id);
            if (known != null) {
                int newer = updatedAt(finding).compareTo(updatedAt(known));
                if (newer < 0) {
                    return Optional.of("UpdatedAt must be later than that of the finding that is there, "
                            + known.path("UpdatedAt").asText());
                }
                keep(known, taken);
            }
            complete(taken);
            findings.put(id, taken);
        }
        publish(taken.deepCopy());
        return Optional.empty();
    }

    /** Changes what is the customer's of a finding; false when it is not there. */
    boolean update(String id, String productArn, ObjectNode changes) {
        ObjectNode changed;
        synchronized (this) {
            ObjectNode known = findings.get(id);
            if (known == null || !known.path("ProductArn").asText().equals(productArn)) {
                return false;
            }
            changes.properties().forEach(change -> known.set(change.getKey(), change.getValue()));
            if (changes.has("Note")) {
                ((ObjectNode) known.path("Note")).put("UpdatedAt", now());
            }
            normalize(known);
            changed = known.deepCopy();
        }
        publish(changed);
        return true;
    }

    private static OffsetDateTime updatedAt(JsonNode finding) {
        return OffsetDateTime.parse(finding.path("UpdatedAt").asText());
    }

    private static void keep(ObjectNode known, ObjectNode taken) {
        for (String name : CUSTOMERS) {
            taken.remove(name);
            if (known.has(name)) {
                taken.set(name, known.get(name));
            }
        }
        if (known.has("FirstObservedAt")) {
            taken.set("FirstObservedAt", known.get("FirstObservedAt"));
        }
        taken.set("CreatedAt", known.get("CreatedAt"));
    }

    /** What Security Hub adds. */
    private void complete(ObjectNode finding) {
        finding.put("Region", region).put("ProcessedAt", now());
        finding.put("ProductName", finding.path("ProductName").asText("Default"));
        finding.put("CompanyName", finding.path("CompanyName").asText("Personal"));
        if (!finding.has("RecordState")) {
            finding.put("RecordState", "ACTIVE");
        }
        if (!finding.has("Workflow")) {
            finding.putObject("Workflow").put("Status", "NEW");
        }
        finding.put("WorkflowState", "NEW");
        normalize(finding);
        ObjectNode fields = finding.putObject("FindingProviderFields");
        fields.set("Severity", finding.path("Severity").deepCopy());
        fields.set("Types", finding.path("Types").deepCopy());
    }

    private static void normalize(ObjectNode finding) {
        ObjectNode severity = (ObjectNode) finding.path("Severity");
        if (severity.has("Label")) {
            severity.put(
                    "Normalized", NORMALIZED.getOrDefault(severity.path("Label").asText(), 0));
            return;
        }
        int normalized = severity.path("Normalized").asInt();
        String label = normalized == 0
                ? "INFORMATIONAL"
                : normalized < 40 ? "LOW" : normalized < 70 ? "MEDIUM" : normalized < 90 ? "HIGH" : "CRITICAL";
        severity.put("Label", label);
    }

    private void publish(JsonNode finding) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.putArray("findings").add(finding);
        bus.publish(
                "aws.securityhub",
                "Security Hub Findings - Imported",
                List.of(productArn() + "/" + finding.path("Id").asText()),
                detail);
    }

    private String now() {
        return time.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
