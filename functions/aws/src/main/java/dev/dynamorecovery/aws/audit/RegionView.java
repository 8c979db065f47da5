package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.BackupVault;
import dev.dynamorecovery.core.audit.posture.CopyJob;
import dev.dynamorecovery.core.audit.posture.MetricAlarm;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.audit.posture.RecoveryPoint;
import dev.dynamorecovery.core.audit.posture.RestoreRecord;
import dev.dynamorecovery.core.audit.posture.StreamDelivery;
import java.util.List;
import java.util.Map;

/**
 * What is seen of a Region's tables besides what is asked of each.
 *
 * @param few whether few tables are looked at
 */
record RegionView(
        boolean few,
        ByTable<Map<String, String>> tags,
        ByTable<List<OnDemandBackup>> backups,
        Observed<List<BackupVault>> vaults,
        ByTable<List<RecoveryPoint>> recoveryPoints,
        ByTable<List<CopyJob>> copyJobs,
        ByTable<List<StreamDelivery>> deliveries,
        ByTable<RestoreRecord> restores,
        ByTable<List<MetricAlarm>> alarms) {}
