package dev.dynamorecovery.core.audit.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.posture.BackupVault;
import dev.dynamorecovery.core.audit.posture.ChangeLogFacts;
import dev.dynamorecovery.core.audit.posture.ComparableSettings;
import dev.dynamorecovery.core.audit.posture.CopyJob;
import dev.dynamorecovery.core.audit.posture.MetricAlarm;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.audit.posture.PointInTimeStatus;
import dev.dynamorecovery.core.audit.posture.RecoveryPoint;
import dev.dynamorecovery.core.audit.posture.ReplicaFacts;
import dev.dynamorecovery.core.audit.posture.RestoreRecord;
import dev.dynamorecovery.core.audit.posture.StreamDelivery;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.settings.StreamView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads postures that tests write as YAML; a facet that is {@code {notSeen: reason}} could not be looked at. */
final class PostureDocument {

    private final JsonNode posture;
    private final Instant now;

    private PostureDocument(JsonNode posture, Instant now) {
        this.posture = posture;
        this.now = now;
    }

    static TablePosture read(JsonNode posture, Instant now) {
        return new PostureDocument(posture, now).read();
    }

    private TablePosture read() {
        Map<String, Observed<ReplicaFacts>> peers = new LinkedHashMap<>();
        posture.path("peers")
                .properties()
                .forEach(peer -> peers.put(peer.getKey(), observed(peer.getValue(), this::replica)));
        return new TablePosture(
                posture.get("table").asText(),
                posture.get("arn").asText(),
                posture.get("region").asText(),
                now,
                observed("tags", PostureDocument::texts),
                observed("facts", this::facts),
                observed("pointInTime", this::pointInTime),
                observed("timeToLiveAttribute", PostureDocument::text),
                observed("resourcePolicy", PostureDocument::policy),
                observed(
                        "backups",
                        list(backup -> new OnDemandBackup(
                                backup.get("arn").asText(),
                                backup.get("name").asText(),
                                backup.get("status").asText(),
                                instant(backup.get("createdAt"))))),
                observed(
                        "recoveryPoints",
                        list(point -> new RecoveryPoint(
                                point.get("arn").asText(),
                                point.get("vault").asText(),
                                point.get("status").asText(),
                                instant(point.get("createdAt")),
                                point.get("encrypted").asBoolean()))),
                observed(
                        "copyJobs",
                        list(job -> new CopyJob(
                                job.get("recoveryPointArn").asText(),
                                job.get("destinationVaultArn").asText(),
                                job.get("state").asText(),
                                instant(job.get("createdAt"))))),
                observed(
                        "vaults",
                        list(vault -> new BackupVault(
                                vault.get("name").asText(),
                                vault.get("arn").asText(),
                                vault.get("locked").asBoolean(),
                                observed(vault.path("accessPolicy"), PostureDocument::policy)))),
                observed(
                        "delivery",
                        list(mapping -> new StreamDelivery(
                                mapping.get("id").asText(),
                                mapping.get("streamArn").asText(),
                                mapping.get("state").asText(),
                                mapping.get("lastResult").asText()))),
                observed("changeLog", this::changeLog),
                observed(
                        "restores",
                        record -> new RestoreRecord(
                                optionalInstant(record.path("passedAt")), optionalInstant(record.path("failedAt")))),
                observed(
                        "alarms",
                        list(alarm -> new MetricAlarm(
                                alarm.get("name").asText(),
                                alarm.get("metric").asText(),
                                texts(alarm.get("dimensions")),
                                alarm.get("actionsEnabled").asBoolean(),
                                list(JsonNode::asText).apply(alarm.get("actions"))))),
                peers);
    }

    private TableFacts facts(JsonNode facts) {
        JsonNode stream = facts.path("stream");
        return new TableFacts(
                facts.get("status").asText(),
                instant(facts.get("createdAt")),
                facts.get("deletionProtected").asBoolean(),
                stream.isObject()
                        ? Optional.of(new TableFacts.Stream(
                                stream.get("arn").asText(),
                                StreamView.valueOf(stream.get("view").asText())))
                        : Optional.empty(),
                text(facts.path("kmsKeyArn")),
                list(replica -> new TableFacts.Replica(
                                replica.get("region").asText(),
                                replica.get("status").asText()))
                        .apply(facts.path("replicas")),
                ComparableSettings.of(texts(facts.get("settings"))));
    }

    private ReplicaFacts replica(JsonNode replica) {
        return new ReplicaFacts(
                replica.get("status").asText(),
                ComparableSettings.of(texts(replica.get("settings"))),
                replica.get("deletionProtected").asBoolean(),
                pointInTime(replica.get("pointInTime")));
    }

    private PointInTimeStatus pointInTime(JsonNode status) {
        return new PointInTimeStatus(
                status.get("enabled").asBoolean(),
                status.path("recoveryPeriodDays").asInt(),
                optionalInstant(status.path("earliest")),
                optionalInstant(status.path("latest")));
    }

    private ChangeLogFacts changeLog(JsonNode log) {
        String table = posture.get("table").asText();
        return new ChangeLogFacts(
                list(checkpoint -> {
                            Instant loggedAt = instant(checkpoint.get("loggedAt"));
                            return new Checkpoint(
                                    table,
                                    "2026-08-15T12:00:00.000",
                                    checkpoint.get("shard").asText(),
                                    loggedAt,
                                    loggedAt,
                                    "1",
                                    loggedAt,
                                    loggedAt);
                        })
                        .apply(log.get("checkpoints")),
                list(gap -> new Gap(
                                table,
                                instant(gap.get("from")),
                                gap.has("until") ? instant(gap.get("until")) : Instant.MAX,
                                GapCause.valueOf(gap.get("cause").asText()),
                                gap.get("detail").asText()))
                        .apply(log.get("gaps")));
    }

    private <T> Observed<T> observed(String facet, Function<JsonNode, T> reading) {
        return observed(posture.path(facet), reading);
    }

    private static <T> Observed<T> observed(JsonNode facet, Function<JsonNode, T> reading) {
        return facet.has("notSeen")
                ? Observed.notSeen(facet.get("notSeen").asText())
                : Observed.seen(reading.apply(facet));
    }

    private static <T> Function<JsonNode, List<T>> list(Function<JsonNode, T> reading) {
        return nodes -> {
            List<T> values = new ArrayList<>();
            nodes.forEach(node -> values.add(reading.apply(node)));
            return values;
        };
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** A policy is written as YAML, or as text where it is none. */
    private static Optional<String> policy(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isTextual() ? node.asText() : node.toString());
    }

    private Optional<Instant> optionalInstant(JsonNode node) {
        return node.isTextual() ? Optional.of(instant(node)) : Optional.empty();
    }

    /** An instant, or a duration to add to now. */
    private Instant instant(JsonNode node) {
        String text = node.asText();
        return text.startsWith("-P") || text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
    }
}
