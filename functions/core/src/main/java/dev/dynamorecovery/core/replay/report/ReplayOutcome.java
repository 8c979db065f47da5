package dev.dynamorecovery.core.replay.report;

/** What an execution came to, in a word. */
public enum ReplayOutcome {
    /** The copy was brought up to now. */
    ROLLED_FORWARD,
    /** The changes were taken out. */
    UNDONE,
    /** What would be changed is listed, and nothing was written. */
    LISTED,
    /** The request was refused, and nothing was written. */
    REFUSED,
    /** The execution broke off; some items may have been written. The same request, made again, goes on. */
    FAILED
}
