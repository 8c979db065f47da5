package dev.dynamorecovery.lab.drill.failover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.control.Timeline;
import java.time.Duration;
import java.time.Instant;

/**
 * What a failover drill came to.
 *
 * @param out the way out of the Region that went dark
 * @param back the way back
 * @param timeline the group's whole history
 */
public record FailoverDrillResult(
        FailoverDrillSettings settings,
        WayOut out,
        WayBack back,
        Timeline timeline,
        Duration rtoObjective,
        Duration rpoObjective,
        Duration elapsed) {

    /**
     * The way out.
     *
     * @param outageAt when the Region went dark
     * @param silence how long the users got no success
     * @param acknowledged writes that the dark Region had acknowledged
     * @param notFound of these, writes that the other Region did not have when it began to serve
     * @param rpo the time before the outage of which writes were missing
     * @param verified whether the failover itself says that the name leads to the target
     * @param parts of the recovery time, as the failover measured them
     */
    public record WayOut(
            String from,
            String to,
            Instant outageAt,
            Duration silence,
            long acknowledged,
            long notFound,
            Duration rpo,
            boolean verified,
            JsonNode parts) {}

    /**
     * The way back.
     *
     * @param overwritten items of which last-writer-wins dropped acknowledged writes, by the users' ledger
     * @param listed how many of these the suite has listed
     * @param listedBeyond items that it listed beyond those: of writes whose acknowledgement was lost with the Region
     * @param silence how long the users got no success
     * @param lost writes acknowledged since the outage that the Region does not have now, and nobody decided to discard
     */
    public record WayBack(
            long overwritten, long listed, long listedBeyond, Duration silence, long lost, boolean verified) {}

    /** Whether every acknowledged write is there, or was listed for a person to decide about. */
    public boolean nothingLostSilently() {
        return back.lost() == 0 && back.listed() == back.overwritten();
    }

    /** Whether the users waited no longer, and writes were no further behind, than the plan promises. */
    public boolean objectivesMet() {
        return out.silence().compareTo(rtoObjective) <= 0 && out.rpo().compareTo(rpoObjective) <= 0;
    }
}
