package dev.dynamorecovery.core.audit.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Audit;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Nothing;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads API calls that CloudTrail reports: which table they are about, and who made them. */
final class ApiCallEvent {

    /** What of a table's change the audit judges; another change of its throughput or indexes has nothing to do with it. */
    private static final List<String> JUDGED = List.of(
            "streamSpecification",
            "replicaUpdates",
            "deletionProtectionEnabled",
            "sSESpecification",
            "sseSpecification");

    private ApiCallEvent() {}

    static AuditTrigger read(JsonNode event) {
        JsonNode detail = event.path("detail");
        String name = detail.path("eventName").asText();
        String service = detail.path("eventSource").asText();
        if (name.isEmpty() || service.isEmpty()) {
            return new Refused("detail.eventName", "(absent)", "send the event as CloudTrail does");
        }
        if (!detail.path("errorCode").asText().isEmpty()) {
            return new Nothing("%s failed with %s and changed nothing"
                    .formatted(name, detail.path("errorCode").asText()));
        }
        Instant at;
        try {
            at = Instant.parse(detail.path("eventTime").asText());
        } catch (DateTimeException notAnInstant) {
            return new Refused(
                    "detail.eventTime",
                    detail.path("eventTime").asText("(absent)"),
                    "send the event as CloudTrail does, with the time of the call");
        }
        ChangedBy by = new ChangedBy(principal(detail.path("userIdentity")), withoutVersion(name), at);
        JsonNode request = detail.path("requestParameters");
        return switch (service) {
            case "dynamodb.amazonaws.com" -> ofTable(name, request, by);
            case "backup.amazonaws.com" -> ofVault(name, request, by);
            case "lambda.amazonaws.com" -> ofMapping(name, request, detail.path("responseElements"), by);
            case "monitoring.amazonaws.com" -> ofAlarm(name, by);
            case "tagging.amazonaws.com" -> ofTagging(name, request, by);
            default -> unknown(service + ":" + name);
        };
    }

    private static AuditTrigger ofTable(String name, JsonNode request, ChangedBy by) {
        return switch (name) {
            case "UpdateContinuousBackups", "UpdateTimeToLive", "DeleteTable", "CreateTable", "CreateBackup" ->
                audit("requestParameters.tableName", request.path("tableName"), by);
            case "UpdateTable" ->
                JUDGED.stream().anyMatch(request::has)
                        ? audit("requestParameters.tableName", request.path("tableName"), by)
                        : new Nothing("this change of the table is none that the audit judges");
            case "DeleteBackup" -> audit("requestParameters.backupArn", request.path("backupArn"), by);
            case "TagResource", "UntagResource", "PutResourcePolicy", "DeleteResourcePolicy" ->
                audit("requestParameters.resourceArn", request.path("resourceArn"), by);
            case "RestoreTableToPointInTime", "RestoreTableFromBackup", "RestoreTableFromAwsBackup" ->
                new Nothing("a restore makes a copy, which is not audited");
            default -> unknown("dynamodb.amazonaws.com:" + name);
        };
    }

    private static AuditTrigger ofVault(String name, JsonNode request, ChangedBy by) {
        return switch (name) {
            case "DeleteRecoveryPoint", "DisassociateRecoveryPoint", "UpdateRecoveryPointLifecycle" ->
                Optional.of(request.path("recoveryPointArn").asText())
                        .filter(arn -> arn.contains(":dynamodb:"))
                        .flatMap(TableArn::table)
                        .map(table -> of(TableArn.scope(table), by))
                        .orElseGet(() -> everything(by));
            case "DeleteBackupVault",
                    "DeleteBackupVaultAccessPolicy",
                    "PutBackupVaultAccessPolicy",
                    "DeleteBackupVaultLockConfiguration",
                    "PutBackupVaultLockConfiguration",
                    "DeleteBackupPlan",
                    "UpdateBackupPlan",
                    "DeleteBackupSelection" -> everything(by);
            default -> unknown("backup.amazonaws.com:" + name);
        };
    }

    /** CloudTrail names Lambda's calls with the version of its API, such as {@code DeleteEventSourceMapping20150331}. */
    private static AuditTrigger ofMapping(String name, JsonNode request, JsonNode response, ChangedBy by) {
        return switch (withoutVersion(name)) {
            case "DeleteEventSourceMapping", "UpdateEventSourceMapping", "CreateEventSourceMapping" -> {
                String source = Stream.of(response, request)
                        .map(node -> node.path("eventSourceArn").asText())
                        .filter(arn -> !arn.isEmpty())
                        .findFirst()
                        .orElse("");
                if (source.isEmpty()) {
                    yield everything(by);
                }
                yield TableArn.table(source)
                        .map(table -> of(TableArn.scope(table), by))
                        .orElseGet(() -> new Nothing("the mapping reads " + source + ", which is no table's stream"));
            }
            default -> unknown("lambda.amazonaws.com:" + name);
        };
    }

    private static AuditTrigger ofAlarm(String name, ChangedBy by) {
        return switch (name) {
            case "DeleteAlarms", "DisableAlarmActions", "EnableAlarmActions", "PutMetricAlarm" -> everything(by);
            default -> unknown("monitoring.amazonaws.com:" + name);
        };
    }

    /** The Resource Groups Tagging API changes tags of many resources, of other services too. */
    private static AuditTrigger ofTagging(String name, JsonNode request, ChangedBy by) {
        return switch (name) {
            case "TagResources", "UntagResources" -> {
                Set<String> tables = new HashSet<>();
                request.path("resourceARNList")
                        .forEach(arn -> TableArn.table(arn.asText())
                                .filter(table -> arn.asText().startsWith("arn:"))
                                .ifPresent(tables::add));
                yield tables.isEmpty()
                        ? new Nothing("none of the tagged resources is a table")
                        : of(new AuditScope.Tables(tables), by);
            }
            default -> unknown("tagging.amazonaws.com:" + name);
        };
    }

    private static AuditTrigger audit(String field, JsonNode nameOrArn, ChangedBy by) {
        Optional<String> table = TableArn.table(nameOrArn.asText());
        if (table.isEmpty()) {
            return new Refused(
                    "detail." + field,
                    nameOrArn.asText().isEmpty() ? "(absent)" : nameOrArn.asText(),
                    "send the name or the ARN of a table of DynamoDB");
        }
        return TableArn.isRestoreTest(table.get())
                ? new Nothing("the table %s is the copy of a restore test".formatted(table.get()))
                : of(TableArn.scope(table.get()), by);
    }

    private static AuditTrigger everything(ChangedBy by) {
        return of(new AuditScope.Everything(), by);
    }

    private static AuditTrigger of(AuditScope scope, ChangedBy by) {
        return new Audit(scope, AuditReason.API_CALL, Optional.of(by));
    }

    private static AuditTrigger unknown(String call) {
        return new Refused("detail.eventName", call, "take the call out of the rule, or teach the audit what it does");
    }

    /** The caller's ARN; a service that acts for itself has none and is told by its name. */
    private static String principal(JsonNode identity) {
        return Stream.of("arn", "invokedBy", "principalId", "type")
                .map(field -> identity.path(field).asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("somebody that CloudTrail does not name");
    }

    private static String withoutVersion(String name) {
        return name.replaceFirst("\\d{8}(v\\d+)?$", "");
    }
}
