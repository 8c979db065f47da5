package dev.dynamorecovery.core.audit.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.Severity;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The remembered state as JSON: the same state gives the same bytes. */
public final class AuditStateDocument {

    private static final int FORMAT_VERSION = 1;
    private static final String REMEDY = "delete the object: the next audit of everything writes it anew";

    private AuditStateDocument() {}

    /** The state as it is kept. */
    public static byte[] write(AuditState state) {
        ObjectNode document = Documents.json().createObjectNode();
        document.put("formatVersion", FORMAT_VERSION);
        ObjectNode tables = document.putObject("tables");
        state.tables().forEach((name, table) -> {
            ObjectNode node = tables.putObject(name);
            node.put("arn", table.arn());
            table.plan().ifPresent(plan -> node.put("plan", plan));
            node.put("observedAt", table.observedAt().toString());
            ObjectNode findings = node.putObject("findings");
            table.findings().forEach((rule, finding) -> findings.set(rule, finding(finding)));
        });
        try {
            return Documents.json().writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON can always be written", impossible);
        }
    }

    private static ObjectNode finding(RememberedFinding finding) {
        ObjectNode node = Documents.json().createObjectNode();
        node.put("severity", finding.severity().name());
        node.put("seen", finding.seen());
        node.put("firstObservedAt", finding.firstObservedAt().toString());
        finding.changedBy().ifPresent(changed -> {
            ObjectNode by = node.putObject("changedBy");
            by.put("principal", changed.principal());
            by.put("action", changed.action());
            by.put("at", changed.at().toString());
        });
        return node;
    }

    /** Reads what was kept. Throws {@link InvalidField} for what is no such document. */
    public static AuditState read(byte[] bytes) {
        JsonNode document = Documents.readJson(bytes);
        StrictObject root = StrictObject.open(document, "", Set.of("formatVersion", "tables"));
        int version = root.integer("formatVersion", REMEDY);
        if (version != FORMAT_VERSION) {
            throw new InvalidField("formatVersion", String.valueOf(version), REMEDY);
        }
        SortedMap<String, RememberedTable> tables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> table : document.path("tables").properties()) {
            tables.put(table.getKey(), table("tables." + table.getKey(), table.getValue()));
        }
        return new AuditState(tables);
    }

    private static RememberedTable table(String path, JsonNode node) {
        StrictObject table = StrictObject.open(node, path, Set.of("arn", "plan", "observedAt", "findings"));
        SortedMap<String, RememberedFinding> findings = new TreeMap<>();
        for (Map.Entry<String, JsonNode> finding : node.path("findings").properties()) {
            findings.put(
                    finding.getKey(),
                    finding(path + ".findings." + finding.getKey(), finding.getKey(), finding.getValue()));
        }
        return new RememberedTable(
                table.text("arn", REMEDY),
                table.optionalText("plan", REMEDY),
                table.instant("observedAt", REMEDY),
                findings);
    }

    private static RememberedFinding finding(String path, String rule, JsonNode node) {
        StrictObject finding =
                StrictObject.open(node, path, Set.of("severity", "seen", "firstObservedAt", "changedBy"));
        Optional<ChangedBy> changedBy = Optional.empty();
        if (finding.has("changedBy")) {
            StrictObject by = finding.object("changedBy", Set.of("principal", "action", "at"));
            changedBy = Optional.of(
                    new ChangedBy(by.text("principal", REMEDY), by.text("action", REMEDY), by.instant("at", REMEDY)));
        }
        return new RememberedFinding(
                rule,
                severity(finding, path),
                finding.flag("seen", true),
                finding.instant("firstObservedAt", REMEDY),
                changedBy);
    }

    private static Severity severity(StrictObject finding, String path) {
        String name = finding.text("severity", REMEDY);
        for (Severity severity : Severity.values()) {
            if (severity.name().equals(name)) {
                return severity;
            }
        }
        throw new InvalidField(path + ".severity", name, REMEDY);
    }
}
