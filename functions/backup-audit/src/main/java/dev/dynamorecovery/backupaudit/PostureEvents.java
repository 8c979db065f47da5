package dev.dynamorecovery.backupaudit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.aws.audit.EventBridgeEvents;
import dev.dynamorecovery.core.audit.state.PostureChange;
import dev.dynamorecovery.core.audit.state.RememberedFinding;
import dev.dynamorecovery.core.document.Documents;
import java.util.List;

/** Tells machines that a table can be recovered better or worse than before. */
final class PostureEvents {

    /** What the events are called on the bus. */
    static final String DETAIL_TYPE = "Posture Changed";

    private final EventBridgeEvents events;
    private final Stage stage;

    PostureEvents(EventBridgeEvents events, Stage stage) {
        this.events = events;
        this.stage = stage;
    }

    void send(List<PostureChange> changes) {
        events.send(changes.stream()
                .map(change -> new EventBridgeEvents.Event(DETAIL_TYPE, change.arn(), detail(change)))
                .toList());
    }

    private ObjectNode detail(PostureChange change) {
        ObjectNode detail = Documents.json().createObjectNode();
        detail.put("table", change.table());
        detail.put("region", stage.region());
        detail.put("whereabouts", change.whereabouts().name());
        change.plan().ifPresent(plan -> detail.put("plan", plan));
        change.score().ifPresent(score -> detail.put("score", score));
        findings(detail.putArray("added"), change.added());
        findings(detail.putArray("removed"), change.removed());
        change.changedBy()
                .ifPresent(by -> detail.putObject("changedBy")
                        .put("principal", by.principal())
                        .put("action", by.action())
                        .put("at", by.at().toString()));
        return detail;
    }

    private static void findings(ArrayNode list, List<RememberedFinding> findings) {
        findings.forEach(finding -> list.addObject()
                .put("rule", finding.rule())
                .put("severity", finding.severity().name())
                .put("outcome", finding.seen() ? "Broken" : "CouldNotLook"));
    }
}
