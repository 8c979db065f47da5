package dev.dynamorecovery.core.failover.vote;

import java.util.List;

/** Where votes are kept: one for each observer and subject of a group, the newest. Every Region reads all of them. */
public interface Ballots {

    /** Puts a vote in the place of the same observer's vote on the same subject. */
    void cast(Vote vote);

    /** The newest vote of each observer on each subject of a group, as of a moment after the call began. */
    List<Vote> read(String group);
}
