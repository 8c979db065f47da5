package dev.dynamorecovery.core.failover.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every keeper of votes does, the fake and the real one. */
public interface BallotsContract {

    /** When the contract's first look began. */
    Instant AT = Instant.parse("2026-11-22T03:00:00.123456789Z");

    /** An empty keeper. */
    Ballots ballots() throws Exception;

    @Test
    default void shouldKeepTheNewestVoteOfEachObserverOnEachSubject() throws Exception {
        Ballots ballots = ballots();
        Vote old = vote("orders", "us-east-2", "us-east-1", AT, new Probe.Succeeded(Duration.ofMillis(7)));
        Vote newer =
                vote("orders", "us-east-2", "us-east-1", AT.plusSeconds(3), new Probe.Failed(ProbeFailure.TIMEOUT));
        Vote otherSubject = vote("orders", "us-east-2", "us-west-2", AT, new Probe.NotSeen("not asked to"));
        Vote otherObserver =
                vote("orders", "us-west-2", "us-east-1", AT, new Probe.Failed(ProbeFailure.CONNECTION_FAILED));

        ballots.cast(old);
        ballots.cast(newer);
        ballots.cast(otherSubject);
        ballots.cast(otherObserver);
        ballots.cast(vote("users", "us-east-2", "us-east-1", AT, new Probe.Succeeded(Duration.ZERO)));

        assertThat(ballots.read("orders")).containsExactlyInAnyOrder(newer, otherSubject, otherObserver);
        assertThat(ballots.read("nobody")).isEmpty();
    }

    private static Vote vote(String group, String observer, String subject, Instant at, Probe dataPlane) {
        return new Observation(group, observer, subject, at, dataPlane, new Probe.NotSeen("no endpoint"), AT)
                .following(Optional.empty(), Duration.ofSeconds(11));
    }
}
