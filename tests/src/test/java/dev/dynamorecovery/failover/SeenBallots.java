package dev.dynamorecovery.failover;

import static dev.dynamorecovery.failover.FailoverSite.OUT_SINCE;
import static dev.dynamorecovery.failover.FailoverSite.PRIMARY;
import static dev.dynamorecovery.failover.FailoverSite.STANDBY;
import static dev.dynamorecovery.failover.FailoverSite.WITNESS;

import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What two observers see at any time: the primary Region is out, the others are well, until a test says otherwise. */
final class SeenBallots implements Ballots {

    private static final Probe WELL = new Probe.Succeeded(Duration.ofMillis(9));
    private static final Probe FAILED = new Probe.Failed(ProbeFailure.TIMEOUT);

    private final LedLabTime time;
    volatile boolean primaryOut = true;

    SeenBallots(LedLabTime time) {
        this.time = time;
    }

    @Override
    public void cast(Vote vote) {
        throw new UnsupportedOperationException("these observers look by themselves");
    }

    @Override
    public List<Vote> read(String group) {
        return List.of(
                vote(group, PRIMARY, PRIMARY, primaryOut, OUT_SINCE),
                vote(group, STANDBY, PRIMARY, primaryOut, OUT_SINCE),
                vote(group, WITNESS, PRIMARY, primaryOut, OUT_SINCE.plusSeconds(1)),
                vote(group, STANDBY, STANDBY, false, OUT_SINCE.minusSeconds(900)),
                vote(group, WITNESS, STANDBY, false, OUT_SINCE.minusSeconds(900)),
                vote(group, STANDBY, WITNESS, false, OUT_SINCE.minusSeconds(900)));
    }

    private Vote vote(String group, String observer, String subject, boolean out, Instant since) {
        Probe probe = out ? FAILED : WELL;
        Vote first = new Observation(group, observer, subject, since, probe, WELL, null)
                .following(Optional.empty(), Duration.ofDays(1));
        return new Observation(group, observer, subject, time.now(), probe, WELL, OUT_SINCE.minusSeconds(2))
                .following(Optional.of(first), Duration.ofDays(1));
    }
}
