package dev.dynamorecovery.core.changelog;

/** Why changes of a stretch of time are not known. */
public enum GapCause {
    /** The table had no stream. */
    STREAM_DISABLED,
    /** The stream does not carry both images of an item. */
    IMAGES_MISSING,
    /** The stream dropped records before they were logged: it keeps them for 24 hours. */
    STREAM_TRIMMED,
    /** Records could not be logged and were given up; the failure queue has them. */
    RECORDS_GIVEN_UP,
    /** The index names a segment that is not there. */
    SEGMENT_MISSING,
    /** A segment is not what the index says was written. */
    SEGMENT_CORRUPT,
    /** A change of an item starts from another state than the change before it left. */
    CHANGE_MISSING,
    /** The log's retention has passed. */
    RETENTION_PASSED,
    /** The log began later. */
    NOT_STARTED,
    /** Changes that were committed are not in the log yet. */
    NOT_SETTLED
}
