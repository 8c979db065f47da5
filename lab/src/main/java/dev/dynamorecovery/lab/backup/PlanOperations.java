package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.rest.RestCall;
import dev.dynamorecovery.lab.template.BackupDefinition;
import dev.dynamorecovery.lab.template.BackupPlanDefinition;
import dev.dynamorecovery.lab.template.RestoreTestingPlanDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the template's plans are, for reading only. */
final class PlanOperations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, BackupDefinition> definitions;

    PlanOperations(Map<String, BackupDefinition> definitions) {
        this.definitions = definitions;
    }

    ObjectNode answer(RestCall call) {
        call.only(Set.of("maxResults", "nextToken", "includeDeleted"));
        BackupDefinition own = definitions.getOrDefault(
                call.region(), new BackupDefinition(List.of(), List.of(), List.of(), List.of(), List.of()));
        ObjectNode answer = JSON.objectNode();
        switch (call.operation()) {
            case "ListBackupPlans" -> {
                ArrayNode list = answer.putArray("BackupPlansList");
                own.plans().forEach(plan -> list.add(summary(plan)));
            }
            case "GetBackupPlan" -> {
                BackupPlanDefinition plan = plan(own, call.named("backupPlanId"));
                answer.setAll(summary(plan));
                answer.set("BackupPlan", describe(plan));
            }
            case "ListBackupSelections" -> {
                BackupPlanDefinition plan = plan(own, call.named("backupPlanId"));
                ArrayNode list = answer.putArray("BackupSelectionsList");
                own.selections().stream()
                        .filter(selection -> selection.planId().equals(plan.id()))
                        .forEach(selection -> list.addObject()
                                .put("SelectionId", selection.logicalId())
                                .put("SelectionName", selection.name())
                                .put("BackupPlanId", plan.id())
                                .put("IamRoleArn", selection.roleArn()));
            }
            case "ListRestoreTestingPlans" -> {
                ArrayNode list = answer.putArray("RestoreTestingPlans");
                own.restoreTestingPlans().forEach(plan -> list.add(summary(plan)));
            }
            case "GetRestoreTestingPlan" -> {
                RestoreTestingPlanDefinition plan = testing(own, call.named("RestoreTestingPlanName"));
                ObjectNode described = summary(plan);
                ObjectNode points = described
                        .putObject("RecoveryPointSelection")
                        .put("Algorithm", plan.algorithm())
                        .put("SelectionWindowDays", plan.windowDays());
                plan.vaults().forEach(points.putArray("IncludeVaults")::add);
                plan.excludedVaults().forEach(points.putArray("ExcludeVaults")::add);
                points.putArray("RecoveryPointTypes").add("SNAPSHOT");
                answer.set("RestoreTestingPlan", described);
            }
            default -> {
                RestoreTestingPlanDefinition plan = testing(own, call.named("RestoreTestingPlanName"));
                ArrayNode list = answer.putArray("RestoreTestingSelections");
                own.restoreTestingSelections().stream()
                        .filter(selection -> selection.plan().equals(plan.name()))
                        .forEach(selection -> list.addObject()
                                .put("RestoreTestingPlanName", plan.name())
                                .put("RestoreTestingSelectionName", selection.name())
                                .put("IamRoleArn", selection.roleArn())
                                .put("ProtectedResourceType", "DynamoDB")
                                .put("CreationTime", 0)
                                .put("ValidationWindowHours", selection.validationWindowHours()));
            }
        }
        return answer;
    }

    private static BackupPlanDefinition plan(BackupDefinition own, String id) {
        return own.plans().stream()
                .filter(plan -> plan.id().equals(id))
                .findFirst()
                .orElseThrow(() -> BackupService.notFound("Backup plan " + id));
    }

    private static RestoreTestingPlanDefinition testing(BackupDefinition own, String name) {
        return own.restoreTestingPlans().stream()
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BackupService.notFound("Restore testing plan " + name));
    }

    private static ObjectNode summary(BackupPlanDefinition plan) {
        return JSON.objectNode()
                .put("BackupPlanId", plan.id())
                .put("BackupPlanArn", plan.arn())
                .put("BackupPlanName", plan.name())
                .put("VersionId", "1");
    }

    private static ObjectNode describe(BackupPlanDefinition plan) {
        ObjectNode described = JSON.objectNode().put("BackupPlanName", plan.name());
        ArrayNode rules = described.putArray("Rules");
        for (BackupPlanDefinition.Rule rule : plan.rules()) {
            ObjectNode told = rules.addObject()
                    .put("RuleName", rule.name())
                    .put("TargetBackupVaultName", rule.vault())
                    .put("ScheduleExpression", rule.schedule())
                    .put("StartWindowMinutes", rule.startWindow().toMinutes());
            rule.deleteAfterDays().ifPresent(days -> told.putObject("Lifecycle").put("DeleteAfterDays", days));
            ArrayNode copies = told.putArray("CopyActions");
            rule.copies().forEach(copy -> {
                ObjectNode action = copies.addObject().put("DestinationBackupVaultArn", copy.vaultArn());
                copy.deleteAfterDays()
                        .ifPresent(days -> action.putObject("Lifecycle").put("DeleteAfterDays", days));
            });
        }
        return described;
    }

    private static ObjectNode summary(RestoreTestingPlanDefinition plan) {
        return JSON.objectNode()
                .put("RestoreTestingPlanName", plan.name())
                .put("RestoreTestingPlanArn", plan.arn())
                .put("ScheduleExpression", plan.schedule())
                .put("CreationTime", 0);
    }
}
