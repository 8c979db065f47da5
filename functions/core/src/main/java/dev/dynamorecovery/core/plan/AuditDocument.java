package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The part of a plan's document that says what is audited; what is left out is as in {@link AuditPlan#DEFAULT}. */
final class AuditDocument {

    private static final Set<String> FIELDS = Set.of(
            "remedy",
            "latestRestorableWithin",
            "backupWithin",
            "awsBackup",
            "drillWithin",
            "timeToLive",
            "deletionProtected",
            "deletionDenied",
            "encryption",
            "tags",
            "alarmed");
    private static final String DURATION = "give an ISO 8601 duration such as P1D, or leave the field out";

    private AuditDocument() {}

    static AuditPlan read(StrictObject plan) {
        StrictObject audit = plan.object("audit", FIELDS);
        AuditPlan otherwise = AuditPlan.DEFAULT;
        return new AuditPlan(
                audit.has("remedy") ? audit.constant("remedy", RemedyMode.class) : otherwise.remedy(),
                duration(audit, "latestRestorableWithin").orElse(otherwise.latestRestorableWithin()),
                duration(audit, "backupWithin"),
                audit.has("awsBackup")
                        ? Optional.of(awsBackup(
                                audit.object("awsBackup", Set.of("within", "locked", "copyRegion", "copyAccount"))))
                        : Optional.empty(),
                duration(audit, "drillWithin"),
                audit.has("timeToLive")
                        ? Optional.of(timeToLive(audit.object("timeToLive", Set.of("type", "attribute"))))
                        : Optional.empty(),
                audit.flag("deletionProtected", otherwise.deletionProtected()),
                audit.flag("deletionDenied", otherwise.deletionDenied()),
                audit.has("encryption") ? audit.constant("encryption", EncryptionKey.class) : otherwise.encryption(),
                audit.has("tags")
                        ? new TreeSet<>(audit.texts("tags", "give a list of keys of tags"))
                        : otherwise.tags(),
                audit.flag("alarmed", otherwise.alarmed()));
    }

    private static AwsBackupPlan awsBackup(StrictObject backup) {
        return new AwsBackupPlan(
                backup.duration("within", "give how old the newest recovery point may be, such as P1D"),
                backup.flag("locked", false),
                backup.optionalText("copyRegion", "give a Region's code such as eu-west-1, or leave the field out"),
                backup.optionalText(
                        "copyAccount", "give an account's twelve digits in quotes, or leave the field out"));
    }

    private static TimeToLivePlan timeToLive(StrictObject timeToLive) {
        String remedy = "give ByAttribute with an attribute, or Never";
        String type = timeToLive.text("type", remedy);
        return switch (type) {
            case "ByAttribute" ->
                new TimeToLivePlan.ByAttribute(
                        timeToLive.text("attribute", "name the attribute that holds an item's expiry"));
            case "Never" -> {
                if (timeToLive.has("attribute")) {
                    throw new InvalidField(timeToLive.pathOf("attribute"), "(given)", "leave it out with type Never");
                }
                yield new TimeToLivePlan.Never();
            }
            default -> throw new InvalidField(timeToLive.pathOf("type"), type, remedy);
        };
    }

    private static Optional<Duration> duration(StrictObject audit, String field) {
        return audit.has(field) ? Optional.of(audit.duration(field, DURATION)) : Optional.empty();
    }
}
