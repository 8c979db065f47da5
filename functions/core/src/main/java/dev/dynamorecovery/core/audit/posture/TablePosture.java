package dev.dynamorecovery.core.audit.posture;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was seen of one table in one Region, as far as it decides whether the table could be recovered.
 *
 * @param observedAt when the looking began
 * @param tags without those that AWS itself sets
 * @param timeToLiveAttribute the attribute by which items expire; empty when they do not
 * @param resourcePolicy the table's policy as JSON; empty when it has none
 * @param backups the on-demand backups of the table, in any order
 * @param recoveryPoints AWS Backup's recovery points of the table in this Region and account
 * @param copyJobs AWS Backup's copies of recovery points of the table into other vaults
 * @param vaults the vaults of this Region and account, those of the recovery points among them
 * @param delivery what delivers the table's stream to the change log
 * @param changeLog how far the change log has come
 * @param restores the proven and failed restores of the table that are on record
 * @param alarms the alarms on metrics of the table
 * @param peers the table's replicas as they are seen in their own Regions, by Region
 */
public record TablePosture(
        String table,
        String arn,
        String region,
        Instant observedAt,
        Observed<Map<String, String>> tags,
        Observed<TableFacts> facts,
        Observed<PointInTimeStatus> pointInTime,
        Observed<Optional<String>> timeToLiveAttribute,
        Observed<Optional<String>> resourcePolicy,
        Observed<List<OnDemandBackup>> backups,
        Observed<List<RecoveryPoint>> recoveryPoints,
        Observed<List<CopyJob>> copyJobs,
        Observed<List<BackupVault>> vaults,
        Observed<List<StreamDelivery>> delivery,
        Observed<ChangeLogFacts> changeLog,
        Observed<RestoreRecord> restores,
        Observed<List<MetricAlarm>> alarms,
        Map<String, Observed<ReplicaFacts>> peers) {

    public TablePosture {
        peers = Map.copyOf(peers);
    }
}
