package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.ChangeLogFacts;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.ReplicaFacts;
import dev.dynamorecovery.core.audit.posture.TableFacts;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import java.time.Instant;
import java.util.Map;

/** A look at one table, as it becomes a posture. */
record PostureLook(String table, String arn, String region, Instant observedAt, Observed<Map<String, String>> tags) {

    TablePosture looked(
            Observed<TableFacts> facts,
            TableReader tables,
            RegionView view,
            Observed<ChangeLogFacts> changeLog,
            Map<String, Observed<ReplicaFacts>> peers) {
        return new TablePosture(
                table,
                arn,
                region,
                observedAt,
                tags,
                facts,
                tables.pointInTime(table),
                tables.timeToLive(table),
                tables.resourcePolicy(arn),
                view.backups().of(table),
                view.recoveryPoints().of(table),
                view.copyJobs().of(table),
                view.vaults(),
                view.deliveries().of(table),
                changeLog,
                view.restores().of(table),
                view.alarms().of(table),
                peers);
    }

    TablePosture notLookedAt(String reason) {
        return new TablePosture(
                table,
                arn,
                region,
                observedAt,
                tags,
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Observed.notSeen(reason),
                Map.of());
    }
}
