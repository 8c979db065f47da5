package dev.dynamorecovery.core.audit.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Audit;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Nothing;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads events of AWS Backup. Some tell a {@code state} and some a {@code status}, and not all tell whose it is. */
final class BackupEvent {

    /** The job is under way: there is nothing to judge yet. */
    private static final Set<String> UNDER_WAY = Set.of("CREATED", "PENDING", "RUNNING", "CREATING", "ABORTING");

    private BackupEvent() {}

    static AuditTrigger read(JsonNode event) {
        JsonNode detail = event.path("detail");
        if (!event.path("source").asText().equals("aws.backup") || !detail.isObject()) {
            return new Refused(
                    "source", event.path("source").asText("(absent)"), "send it as AWS Backup does, source aws.backup");
        }
        String kind = detail.path("resourceType").asText();
        if (!kind.isEmpty() && !kind.equals("DynamoDB")) {
            return new Nothing("it is about a resource of the type " + kind);
        }
        String state = detail.path("state").asText(detail.path("status").asText());
        if (state.isEmpty()) {
            return new Refused("detail.state", "(absent)", "send the job's state or status");
        }
        if (UNDER_WAY.contains(state)) {
            return new Nothing("the job is " + state);
        }
        Optional<String> table = table(event, detail);
        if (table.filter(TableArn::isRestoreTest).isPresent()) {
            return new Nothing("the table %s is the copy of a restore test".formatted(table.get()));
        }
        return new Audit(
                table.map(TableArn::scope).orElseGet(AuditScope.Everything::new),
                AuditReason.BACKUP_EVENT,
                Optional.empty());
    }

    /** The table that was backed up or restored from, never the one that a restore made. */
    private static Optional<String> table(JsonNode event, JsonNode detail) {
        List<String> arns = new ArrayList<>();
        arns.add(detail.path("sourceResourceArn").asText());
        arns.add(detail.path("resourceArn").asText());
        if (event.path("detail-type").asText().startsWith("Restore")) {
            arns.add(detail.path("recoveryPointArn").asText());
        }
        event.path("resources").forEach(arn -> arns.add(arn.asText()));
        return arns.stream()
                .filter(arn -> arn.startsWith("arn:"))
                .map(TableArn::table)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
