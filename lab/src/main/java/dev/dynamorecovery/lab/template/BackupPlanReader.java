package dev.dynamorecovery.lab.template;

import dev.dynamorecovery.lab.template.BackupPlanDefinition.Copy;
import dev.dynamorecovery.lab.template.BackupPlanDefinition.Rule;
import dev.dynamorecovery.lab.template.BackupSelectionDefinition.Condition;
import dev.dynamorecovery.lab.template.BackupSelectionDefinition.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code AWS::Backup::BackupPlan} and {@code AWS::Backup::BackupSelection}. */
final class BackupPlanReader {

    private static final Set<String> RULE = Set.of(
            "RuleName",
            "TargetBackupVault",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartWindowMinutes",
            "Lifecycle",
            "CopyActions",
            "RecoveryPointTags",
            "EnableContinuousBackup");

    private static final String TAG = "aws:ResourceTag/";

    /** Eight hours, unless the rule says otherwise. */
    private static final int START_WINDOW_MINUTES = 480;

    private final StackScope scope;

    BackupPlanReader(StackScope scope) {
        this.scope = scope;
    }

    BackupPlanDefinition readPlan(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId))
                .only(Set.of("BackupPlan"), Set.of("BackupPlanTags"));
        Properties plan = properties.object("BackupPlan").only(Set.of("BackupPlanName", "BackupPlanRule"), Set.of());
        List<Rule> rules = plan.objects("BackupPlanRule").stream()
                .map(BackupPlanReader::rule)
                .toList();
        if (rules.isEmpty()) {
            throw new TemplateException("property " + logicalId + ".BackupPlan.BackupPlanRule is missing: give a rule");
        }
        return new BackupPlanDefinition(
                logicalId, scope.physicalName(logicalId), scope.arn(logicalId), plan.text("BackupPlanName"), rules);
    }

    private static Rule rule(Properties rule) {
        rule.only(RULE, Set.of("CompletionWindowMinutes"));
        utc(rule);
        if (rule.flag("EnableContinuousBackup")) {
            throw new TemplateException("property " + rule.place() + ".EnableContinuousBackup is true: a table's"
                    + " continuous backups are DynamoDB's own; leave it out");
        }
        List<Copy> copies = rule.objects("CopyActions").stream()
                .map(copy -> copy.only(Set.of("DestinationBackupVaultArn", "Lifecycle"), Set.of()))
                .map(copy -> new Copy(copy.text("DestinationBackupVaultArn"), deleteAfter(copy)))
                .toList();
        return new Rule(
                rule.text("RuleName"),
                rule.text("TargetBackupVault"),
                rule.text("ScheduleExpression"),
                Duration.ofMinutes(rule.integer("StartWindowMinutes", START_WINDOW_MINUTES)),
                deleteAfter(rule),
                copies,
                rule.texts("RecoveryPointTags"));
    }

    private static OptionalInt deleteAfter(Properties properties) {
        Properties lifecycle =
                properties.object("Lifecycle").only(Set.of("DeleteAfterDays"), Set.of("MoveToColdStorageAfterDays"));
        return BackupVaultReader.days(lifecycle, "DeleteAfterDays");
    }

    /** Refuses another time zone than UTC, which the lab's schedules are in. */
    static void utc(Properties properties) {
        properties.find("ScheduleExpressionTimezone").ifPresent(zone -> {
            if (!zone.asText().equals("UTC") && !zone.asText().equals("Etc/UTC")) {
                throw new TemplateException("property " + properties.place() + ".ScheduleExpressionTimezone is "
                        + zone.asText() + ": the lab's schedules are in UTC; leave it out");
            }
        });
    }

    BackupSelectionDefinition readSelection(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId))
                .only(Set.of("BackupPlanId", "BackupSelection"), Set.of());
        Properties selection = properties
                .object("BackupSelection")
                .only(
                        Set.of("SelectionName", "IamRoleArn", "Resources", "NotResources", "ListOfTags", "Conditions"),
                        Set.of());
        return new BackupSelectionDefinition(
                logicalId,
                selection.text("SelectionName"),
                properties.text("BackupPlanId"),
                selection.text("IamRoleArn"),
                selection.list("Resources"),
                selection.list("NotResources"),
                selection.objects("ListOfTags").stream()
                        .map(BackupPlanReader::tag)
                        .toList(),
                conditions(selection));
    }

    private static Tag tag(Properties condition) {
        condition.only(Set.of("ConditionKey", "ConditionType", "ConditionValue"), Set.of());
        if (!condition.text("ConditionType").equals("STRINGEQUALS")) {
            throw new TemplateException("property " + condition.place() + ".ConditionType is "
                    + condition.text("ConditionType") + ": give STRINGEQUALS");
        }
        return new Tag(condition.text("ConditionKey"), condition.text("ConditionValue"));
    }

    private static List<Condition> conditions(Properties selection) {
        Properties conditions = selection
                .object("Conditions")
                .only(Set.of("StringEquals", "StringLike", "StringNotEquals", "StringNotLike"), Set.of());
        List<Condition> read = new ArrayList<>();
        conditions
                .json()
                .fieldNames()
                .forEachRemaining(operator ->
                        conditions.objects(operator).forEach(entry -> read.add(condition(operator, entry))));
        return read;
    }

    private static Condition condition(String operator, Properties entry) {
        entry.only(Set.of("ConditionKey", "ConditionValue"), Set.of());
        String key = entry.text("ConditionKey");
        if (!key.startsWith(TAG)) {
            throw new TemplateException(
                    "property " + entry.place() + ".ConditionKey is " + key + ": begin it with " + TAG);
        }
        return new Condition(
                key.substring(TAG.length()),
                entry.text("ConditionValue"),
                operator.endsWith("Like"),
                operator.contains("Not"));
    }
}
