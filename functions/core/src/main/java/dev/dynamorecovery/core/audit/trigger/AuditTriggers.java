package dev.dynamorecovery.core.audit.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Audit;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Nothing;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Refused;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.restore.TableName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what has an audit run. */
public final class AuditTriggers {

    private static final String DETAIL_TYPE = "detail-type";
    private static final Set<String> FIELDS = Set.of("tables", "reason", "event");

    private AuditTriggers() {}

    /**
     * Reads an input: an event of EventBridge as it came, or {@code {"tables": […], "reason": …, "event": …}}, of which
     * every field may be left out. An event in that form tells the scope unless tables are named beside it.
     */
    public static AuditTrigger read(JsonNode input) {
        try {
            return input.has(DETAIL_TYPE) ? event(input) : request(StrictObject.open(input, "", FIELDS), input);
        } catch (InvalidField invalid) {
            return new Refused(invalid.field(), invalid.value(), invalid.remedy());
        }
    }

    private static AuditTrigger request(StrictObject request, JsonNode input) {
        Optional<AuditScope> named = request.has("tables") ? Optional.of(tables(request)) : Optional.empty();
        Optional<AuditReason> reason = request.has("reason") ? Optional.of(reason(request)) : Optional.empty();
        if (!request.has("event")) {
            return new Audit(
                    named.orElseGet(AuditScope.Everything::new), reason.orElse(AuditReason.MANUAL), Optional.empty());
        }
        return switch (event(input.get("event"))) {
            case Audit audit ->
                new Audit(named.orElse(audit.scope()), reason.orElse(audit.reason()), audit.changedBy());
            case Nothing nothing -> nothing;
            case Refused refused -> refused;
        };
    }

    private static AuditTrigger event(JsonNode event) {
        String type = event.path(DETAIL_TYPE).asText();
        return switch (type) {
            case "AWS API Call via CloudTrail" -> ApiCallEvent.read(event);
            case "Backup Job State Change",
                    "Copy Job State Change",
                    "Restore Job State Change",
                    "Recovery Point State Change" -> BackupEvent.read(event);
            case "Scheduled Event" -> new Audit(new AuditScope.Everything(), AuditReason.SCHEDULE, Optional.empty());
            default ->
                new Refused(
                        DETAIL_TYPE,
                        type.isEmpty() ? "(absent)" : type,
                        "send an API call via CloudTrail, or a change of a backup, copy or restore job or of a recovery"
                                + " point of AWS Backup");
        };
    }

    private static AuditScope tables(StrictObject request) {
        Set<String> names = new HashSet<>();
        for (String name : request.texts("tables", "give a list of names of tables, or leave the field out for all")) {
            names.add(TableName.checked("tables[%d]".formatted(names.size()), name));
        }
        if (names.isEmpty()) {
            throw new InvalidField("tables", "[]", "name a table, or leave the field out for all");
        }
        return new AuditScope.Tables(names);
    }

    private static AuditReason reason(StrictObject request) {
        String known =
                Arrays.stream(AuditReason.values()).map(AuditReason::label).collect(Collectors.joining(", "));
        String remedy = "give one of " + known + ", or leave the field out";
        String label = request.text("reason", remedy);
        return AuditReason.of(label).orElseThrow(() -> new InvalidField("reason", label, remedy));
    }
}
