package dev.dynamorecovery.lab.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code AWS::Backup::RestoreTestingPlan} and {@code AWS::Backup::RestoreTestingSelection}. */
final class RestoreTestingReader {

    private static final Set<String> SELECTION = Set.of(
            "RestoreTestingPlanName",
            "RestoreTestingSelectionName",
            "IamRoleArn",
            "ProtectedResourceType",
            "ProtectedResourceArns",
            "ProtectedResourceConditions",
            "RestoreMetadataOverrides",
            "ValidationWindowHours");
    private static final List<String> ALGORITHMS = List.of("LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW");

    /** Thirty days, unless the plan says otherwise. */
    private static final int WINDOW_DAYS = 30;

    private final StackScope scope;

    RestoreTestingReader(StackScope scope) {
        this.scope = scope;
    }

    RestoreTestingPlanDefinition readPlan(String logicalId) {
        Properties plan = new Properties(logicalId, scope.properties(logicalId))
                .only(
                        Set.of(
                                "RestoreTestingPlanName",
                                "ScheduleExpression",
                                "ScheduleExpressionTimezone",
                                "RecoveryPointSelection"),
                        Set.of("StartWindowHours", "Tags"));
        BackupPlanReader.utc(plan);
        named(plan, "RestoreTestingPlanName");
        Properties points = plan.object("RecoveryPointSelection")
                .only(
                        Set.of(
                                "Algorithm",
                                "IncludeVaults",
                                "ExcludeVaults",
                                "SelectionWindowDays",
                                "RecoveryPointTypes"),
                        Set.of());
        String algorithm = points.text("Algorithm");
        if (!ALGORITHMS.contains(algorithm)) {
            throw new TemplateException(
                    "property " + points.place() + ".Algorithm is " + algorithm + ": use one of " + ALGORITHMS);
        }
        if (!points.list("RecoveryPointTypes").contains("SNAPSHOT")) {
            throw new TemplateException("property " + points.place()
                    + ".RecoveryPointTypes lacks SNAPSHOT: a table's recovery points are of that type");
        }
        return new RestoreTestingPlanDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.arn(logicalId),
                plan.text("ScheduleExpression"),
                algorithm,
                points.list("IncludeVaults"),
                points.list("ExcludeVaults"),
                points.integer("SelectionWindowDays", WINDOW_DAYS));
    }

    RestoreTestingSelectionDefinition readSelection(String logicalId) {
        Properties selection = new Properties(logicalId, scope.properties(logicalId)).only(SELECTION, Set.of());
        named(selection, "RestoreTestingSelectionName");
        if (!selection.text("ProtectedResourceType").equals("DynamoDB")) {
            throw new TemplateException("property " + logicalId + ".ProtectedResourceType is "
                    + selection.text("ProtectedResourceType") + ": the lab restores DynamoDB only");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        selection
                .object("ProtectedResourceConditions")
                .only(Set.of("StringEquals"), Set.of())
                .objects("StringEquals")
                .forEach(entry -> {
                    entry.only(Set.of("Key", "Value"), Set.of());
                    tags.put(entry.text("Key").replaceFirst("^aws:ResourceTag/", ""), entry.text("Value"));
                });
        return new RestoreTestingSelectionDefinition(
                logicalId,
                selection.text("RestoreTestingSelectionName"),
                selection.text("RestoreTestingPlanName"),
                selection.text("IamRoleArn"),
                selection.list("ProtectedResourceArns"),
                tags,
                selection.texts("RestoreMetadataOverrides"),
                selection.integer("ValidationWindowHours", 0));
    }

    private static void named(Properties properties, String name) {
        if (!properties.text(name).matches("[A-Za-z0-9_]{1,50}")) {
            throw new TemplateException("property " + properties.place() + "." + name + " is " + properties.text(name)
                    + ": give 1 to 50 letters, digits and underscores");
        }
    }
}
