package dev.dynamorecovery.core.changelog;

/**
 * What a recorded gap is about. Whoever notices the same loss, however often and however much of it, names it alike, so
 * that it is one gap.
 *
 * @param text the same for the same loss, different for another of the same table
 */
public record GapIdentity(String text) {

    /**
     * Records that were given up, by the first of them.
     *
     * <p>The shard is left out: the logging function may not have been told it. Should two shards lose records of one
     * number, their gaps are joined to one that covers both.
     */
    static GapIdentity ofGivenUp(String stream, String firstSequence) {
        return new GapIdentity("given up " + stream + " " + firstSequence);
    }

    /** A stretch that was found to be unknown, by its ends and its cause. */
    public static GapIdentity ofStretch(Gap gap) {
        return new GapIdentity("stretch " + gap.from() + " " + gap.until() + " " + gap.cause());
    }

    /** What a shard may have dropped behind a checkpoint while nothing of it was logged. */
    static GapIdentity ofSilence(Checkpoint stale) {
        return new GapIdentity("silence " + stale.stream() + " " + stale.shard() + " " + stale.lastSequence());
    }
}
