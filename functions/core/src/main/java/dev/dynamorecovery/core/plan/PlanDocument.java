package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.plan.Verification.Aggregate;
import dev.dynamorecovery.core.plan.Verification.Extent;
import dev.dynamorecovery.core.plan.Verification.Invariant;
import dev.dynamorecovery.core.plan.Verification.Reference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * The YAML form of a recovery plan. {@code plan.schema.json} describes it for editors and the build; this reader
 * refuses the same documents at run time, with the field, its value and the remedy.
 */
public final class PlanDocument {

    private static final Set<String> FIELDS = Set.of(
            "name",
            "description",
            "tier",
            "objectives",
            "strategies",
            "regions",
            "approval",
            "verification",
            "drill",
            "retention",
            "masking",
            "changeLog",
            "failover",
            "audit");
    private static final String DURATION = "give an ISO 8601 duration such as PT10M or P35D";

    private PlanDocument() {}

    /** Reads a plan; its version is the hash of exactly these bytes. Throws {@link InvalidPlan}. */
    public static RecoveryPlan parse(byte[] yaml) {
        try {
            return read(StrictObject.open(Documents.readYaml(yaml), "", FIELDS), versionOf(yaml));
        } catch (InvalidField problem) {
            throw new InvalidPlan(problem);
        }
    }

    private static RecoveryPlan read(StrictObject plan, String version) {
        var objectives = plan.object("objectives", Set.of("rto", "rpo"));
        var retention = plan.object("retention", Set.of("pointInTime", "backups", "evidence", "changeLog"));
        return new RecoveryPlan(
                plan.text("name", "give the plan the name that tables carry in the tag " + RecoveryPlan.TAG),
                version,
                plan.text("description", "say in a sentence what the tables hold and who suffers without them"),
                plan.integer("tier", "give a whole number from 1 (most critical) to 4"),
                new Objectives(objectives.duration("rto", DURATION), objectives.duration("rpo", DURATION)),
                plan.constants("strategies", Strategy.class),
                plan.objects("regions", Set.of("region", "role")).stream()
                        .map(region -> new PlannedRegion(
                                region.text("region", "give a Region's code such as eu-west-1"),
                                region.constant("role", RegionRole.class)))
                        .toList(),
                approval(plan.object("approval", Set.of("mode", "approvers"))),
                verification(plan.object("verification", Set.of("extent", "invariants", "references", "aggregates"))),
                new DrillSchedule(plan.object("drill", Set.of("schedule"))
                        .text("schedule", "write cron(0 4 ? * SUN *) or rate(7 days)")),
                new Retention(
                        retention.duration("pointInTime", DURATION),
                        retention.duration("backups", DURATION),
                        retention.duration("evidence", DURATION),
                        retention.duration("changeLog", DURATION)),
                plan.objects("masking", Set.of("attribute", "method")).stream()
                        .map(masking -> new Masking(
                                masking.text("attribute", "name a top-level attribute"),
                                masking.constant("method", Masking.Method.class)))
                        .toList(),
                plan.has("changeLog") ? ChangeLogDocument.read(plan) : ChangeLogPlan.NONE,
                plan.has("failover") ? FailoverDocument.read(plan) : FailoverPlan.DEFAULT,
                plan.has("audit") ? AuditDocument.read(plan) : AuditPlan.DEFAULT);
    }

    private static Approval approval(StrictObject approval) {
        var remedy = "give Automatic, or Named with approvers";
        var mode = approval.text("mode", remedy);
        return switch (mode) {
            case "Automatic" -> {
                if (approval.has("approvers")) {
                    throw new InvalidField(approval.pathOf("approvers"), "(given)", "leave it out with mode Automatic");
                }
                yield new Approval.Automatic();
            }
            case "Named" -> new Approval.Named(approval.texts("approvers", "name at least one person"));
            default -> throw new InvalidField(approval.pathOf("mode"), mode, remedy);
        };
    }

    private static Verification verification(StrictObject verification) {
        return new Verification(
                extent(verification.object("extent", Set.of("type", "percent"))),
                verification.objects("invariants", Set.of("name", "expression")).stream()
                        .map(invariant -> new Invariant(name(invariant), expression(invariant, "expression")))
                        .toList(),
                verification.objects("references", Set.of("name", "table", "key", "required")).stream()
                        .map(reference -> new Reference(
                                name(reference),
                                reference.text("table", "name the table referred to"),
                                reference.textsByName(
                                        "key", "map each key attribute of that table to an attribute of this one"),
                                reference.flag("required", true)))
                        .toList(),
                verification.objects("aggregates", Set.of("name", "sum", "atLeast", "atMost")).stream()
                        .map(PlanDocument::aggregate)
                        .toList());
    }

    private static Aggregate aggregate(StrictObject aggregate) {
        return new Aggregate(
                name(aggregate),
                expression(aggregate, "sum"),
                aggregate.optionalNumber("atLeast", "give a number"),
                aggregate.optionalNumber("atMost", "give a number"));
    }

    private static Extent extent(StrictObject extent) {
        var remedy = "give Full, or Sampled with a percent";
        var type = extent.text("type", remedy);
        return switch (type) {
            case "Full" -> {
                if (extent.has("percent")) {
                    throw new InvalidField(extent.pathOf("percent"), "(given)", "leave it out with type Full");
                }
                yield new Extent.Full();
            }
            case "Sampled" -> new Extent.Sampled(extent.integer("percent", "give a whole number from 1 to 99"));
            default -> throw new InvalidField(extent.pathOf("type"), type, remedy);
        };
    }

    private static String name(StrictObject rule) {
        return rule.text("name", "name the rule in a few words: reports use the name");
    }

    private static ItemExpression expression(StrictObject rule, String field) {
        return ItemExpression.checked(rule.pathOf(field), rule.text(field, "write a JSONata expression over the item"));
    }

    private static String versionOf(byte[] yaml) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(yaml));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
