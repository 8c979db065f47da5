package dev.dynamorecovery.core.plan;

/** What a Region is for: the primary serves, the standby would, the witness only votes. */
public enum RegionRole {
    PRIMARY,
    STANDBY,
    WITNESS
}
