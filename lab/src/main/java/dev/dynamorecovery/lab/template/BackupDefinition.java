package dev.dynamorecovery.lab.template;

import java.util.List;

/** What a template has of AWS Backup in one Region. */
public record BackupDefinition(
        List<BackupVaultDefinition> vaults,
        List<BackupPlanDefinition> plans,
        List<BackupSelectionDefinition> selections,
        List<RestoreTestingPlanDefinition> restoreTestingPlans,
        List<RestoreTestingSelectionDefinition> restoreTestingSelections) {

    public BackupDefinition {
        vaults = List.copyOf(vaults);
        plans = List.copyOf(plans);
        selections = List.copyOf(selections);
        restoreTestingPlans = List.copyOf(restoreTestingPlans);
        restoreTestingSelections = List.copyOf(restoreTestingSelections);
    }
}
