package dev.dynamorecovery.backupaudit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.restore.TableName;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody wants to have repaired.
 *
 * @param dryRun whether to say only what would be repaired
 * @param by the person who asks; empty for what plans ask for by themselves
 * @param plan to which tables are to be bound that no plan binds; empty to leave them so
 */
record RepairRequest(AuditScope scope, boolean dryRun, Optional<String> by, Optional<String> plan) {

    private static final Set<String> FIELDS = Set.of("tables", "dryRun", "by", "plan", "plans");

    /** Reads a request, or an event that a table's posture has changed. Throws {@link MalformedEvent} for anything else. */
    static RepairRequest read(JsonNode event) {
        try {
            return event.path("detail-type").asText().equals(PostureEvents.DETAIL_TYPE)
                    ? new RepairRequest(
                            new AuditScope.Tables(Set.of(TableName.checked(
                                    "detail.table",
                                    event.path("detail").path("table").asText()))),
                            false,
                            Optional.empty(),
                            Optional.empty())
                    : request(StrictObject.open(event, "", FIELDS));
        } catch (InvalidField invalid) {
            throw new MalformedEvent(
                    "The event's field %s cannot be used: %s".formatted(invalid.field(), invalid.remedy()));
        }
    }

    private static RepairRequest request(StrictObject request) {
        Optional<String> by = request.optionalText("by", "give the name of whoever asks, or leave the field out");
        Optional<String> plans = request.optionalText("plans", "give all-that-ask or named, or leave the field out");
        if (plans.filter("named"::equals).isPresent() && by.isEmpty()) {
            throw new InvalidField("by", "(absent)", "repairs that no plan asks for need the name of whoever asks");
        }
        return new RepairRequest(
                scope(request),
                request.flag("dryRun", true),
                by,
                request.optionalText("plan", "give the name of a plan, or leave the field out"));
    }

    private static AuditScope scope(StrictObject request) {
        if (!request.has("tables")) {
            return new AuditScope.Everything();
        }
        Set<String> names = new TreeSet<>();
        for (String name : request.texts("tables", "give a list of names of tables, or leave the field out for all")) {
            names.add(TableName.checked("tables", name));
        }
        return new AuditScope.Tables(names);
    }
}
