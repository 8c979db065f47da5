package dev.dynamorecovery.core.replay.request;

/** Looks at the tables that a replay concerns, and changes nothing. */
public interface ReplayTables {

    /** What stands under that name now. */
    ReplayTable observe(String table);
}
