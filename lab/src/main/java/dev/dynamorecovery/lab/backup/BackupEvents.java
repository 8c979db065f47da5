package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Tells of jobs and recovery points, on the event bus and to the topic of the vault. */
final class BackupEvents {

    /** What is no part of an event, or stands there under another name. */
    private static final Set<String> NOT_TOLD = Set.of(
            "AccountId", "PercentDone", "BackupType", "VaultType", "ValidationStatus", "ValidationStatusMessage");

    /** What the event of a recovery point tells of it; its ARN is the event's resource. */
    private static final Set<String> POINT = Set.of(
            "backupVaultName",
            "backupVaultArn",
            "creationDate",
            "completionDate",
            "iamRoleArn",
            "resourceArn",
            "resourceType",
            "isEncrypted",
            "storageClass",
            "createdBy",
            "lifecycle");

    private final Map<String, EventBus> buses;
    private final BiConsumer<String, String> topics;

    /**
     * @param buses by Region
     * @param topics publishes a message to a topic's ARN
     */
    BackupEvents(Map<String, EventBus> buses, BiConsumer<String, String> topics) {
        this.buses = Map.copyOf(buses);
        this.topics = topics;
    }

    /** Tells that a job's state is another. */
    void changed(Job job, Vault vault) {
        ObjectNode details = job.details();
        String state = job.state();
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        if (state.equals("CREATED")) {
            detail.put("state", state).put("creationDate", iso(details.path("CreationDate")));
            if (job.kind() == Job.Kind.COPY) {
                detail.set("sourceBackupVaultArn", details.path("SourceBackupVaultArn"));
                detail.set("destinationBackupVaultArn", details.path("DestinationBackupVaultArn"));
            } else {
                detail.put(small(job.kind().idMember()), job.id());
            }
        } else {
            detail = described(details);
            if (job.kind() == Job.Kind.COPY) {
                if (!detail.has("destinationRecoveryPointArn")) {
                    detail.putObject("destinationRecoveryPointArn"); // So AWS's events say that there is none yet.
                }
            } else {
                detail.put("percentDone", details.path("PercentDone").asDouble());
                asText(detail, "backupSizeInBytes");
                asText(detail, "bytesTransferred");
            }
            JsonNode test = details.at("/CreatedBy/RestoreTestingPlanArn");
            if (test.isTextual()) {
                detail.remove("createdBy");
                detail.set("restoreTestingPlanArn", test);
            }
        }
        List<String> resources = switch (job.kind()) {
            case BACKUP -> texts(details.path("RecoveryPointArn"));
            case COPY -> texts(details.path("SourceRecoveryPointArn"));
            case RESTORE -> texts(details.path("RecoveryPointArn"));
        };
        publish(job.account(), job.region(), job.kind().eventType(), resources, detail);
        notify(vault, job, state);
    }

    /** Tells that a recovery point's status is another. */
    void changed(RecoveryPoint point, String status) {
        ObjectNode detail = described(point.details()).retain(POINT).put("status", status);
        asText(detail, "isEncrypted");
        JsonNode deleteAt = point.details().at("/CalculatedLifecycle/DeleteAt");
        if (deleteAt.isNumber()) {
            detail.putObject("calculatedLifeCycle").put("deleteAt", iso(deleteAt));
        }
        publish(
                point.vault().account(),
                point.vault().region(),
                "Recovery Point State Change",
                List.of(point.arn()),
                detail);
    }

    private static List<String> texts(JsonNode node) {
        return node.isTextual() ? List.of(node.asText()) : List.of();
    }

    private void publish(String account, String region, String type, List<String> resources, ObjectNode detail) {
        EventBus bus = buses.get(region);
        if (bus != null && account.equals(StackIdentity.LAB_ACCOUNT_ID)) {
            bus.publish("aws.backup", type, resources, detail);
        }
    }

    private void notify(Vault vault, Job job, String state) {
        String event = job.kind().name() + "_JOB_" + (state.equals("CREATED") ? "STARTED" : state);
        vault.notifications()
                .filter(told -> told.events().contains(event))
                .ifPresent(told -> topics.accept(
                        told.topicArn(),
                        "An AWS Backup " + job.kind().word() + " job is " + state + ". "
                                + job.kind().idMember() + " : " + job.id() + ". Resource ARN : "
                                + job.details().path("ResourceArn").asText("") + ". "
                                + job.details().path("StatusMessage").asText("")));
    }

    private static ObjectNode described(ObjectNode details) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        details.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (NOT_TOLD.contains(name)) {
                return;
            }
            if (value.isNumber() && (name.endsWith("Date") || name.equals("StartBy"))) {
                detail.put(small(name), iso(value));
            } else if (value instanceof ObjectNode object) {
                detail.set(small(name), described(object));
            } else if (name.equals("BackupRuleId")) {
                detail.set("backupPlanRuleId", value);
            } else {
                detail.set(small(name), value);
            }
        });
        return detail;
    }

    private static void asText(ObjectNode detail, String name) {
        if (detail.has(name)) {
            detail.put(name, detail.path(name).asText());
        }
    }

    private static String iso(JsonNode seconds) {
        return Instant.ofEpochMilli(Math.round(seconds.asDouble() * 1000)).toString();
    }

    private static String small(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
