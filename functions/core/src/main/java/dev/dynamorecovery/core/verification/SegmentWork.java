package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.item.ItemSink;

/** What is done with the items of a segment; one object for each call. */
public interface SegmentWork extends ItemSink {

    /** Stores what the call's items came to. Called once, after the last of them. */
    void store();

    /** Makes the work of a call. */
    @FunctionalInterface
    interface Factory {

        /** The work of the call whose results are stored under the name {@code part}. */
        SegmentWork begin(String part);
    }
}
