package dev.dynamorecovery.core.restore;

import java.time.Instant;

/** What a table is to be restored to, as asked for. */
public sealed interface RestorePoint {

    /** The state at a whole second within the window of point-in-time recovery. */
    record AtInstant(Instant instant) implements RestorePoint {}

    /** The newest state that point-in-time recovery offers. */
    record LatestRestorable() implements RestorePoint {}

    /** The on-demand backup of that ARN. */
    record FromBackup(String backupArn) implements RestorePoint {}

    /** The newest available on-demand backup of the table. */
    record LatestBackup() implements RestorePoint {}
}
