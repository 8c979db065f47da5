package dev.dynamorecovery.core.changelog;

/** Who made a change, as far as the stream itself tells. */
public enum ChangeOrigin {
    /** A write of an application, in this Region or replicated from another. */
    WRITE,
    /** The service deleted an expired item in this Region. */
    TIME_TO_LIVE
}
