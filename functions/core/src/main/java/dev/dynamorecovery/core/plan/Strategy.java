package dev.dynamorecovery.core.plan;

/** A way to recover a table. */
public enum Strategy {
    GLOBAL_TABLE_FAILOVER,
    POINT_IN_TIME,
    ON_DEMAND_BACKUP,
    AWS_BACKUP,
    EXPORT,
    STREAM_REPLAY
}
