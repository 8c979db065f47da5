package dev.dynamorecovery.simulation;

import static dev.dynamorecovery.simulation.SimulatedNetwork.PRIMARY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.REGIONS;
import static dev.dynamorecovery.simulation.SimulatedNetwork.STANDBY;
import static dev.dynamorecovery.simulation.SimulatedNetwork.WITNESS;

import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The observer of one Region: it looks at all three and votes, forgets, pauses, and its votes come late or twice. */
final class Observer {

    private static final Probe WELL = new Probe.Succeeded(Duration.ofMillis(20));
    private static final Probe FAILED = new Probe.Failed(ProbeFailure.TIMEOUT);
    private static final long WARM_UP_MILLIS = 120_000;

    private final World world;
    private final int region;
    private final SimulatedClock clock;
    private final Duration longestPause;

    private final @Nullable Vote[] before = new Vote[REGIONS];

    Observer(World world, int region) {
        this.world = world;
        this.region = region;
        this.clock = world.clock(10_000);
        this.longestPause = world.plan.failover().longestPause();
        for (int subject = 0; subject < REGIONS; subject++) {
            Instant now = clock.wall();
            Vote old = observation(subject, now.minusMillis(WARM_UP_MILLIS), true)
                    .following(Optional.empty(), longestPause);
            Vote vote = observation(subject, now, true).following(Optional.of(old), Duration.ofDays(1));
            before[subject] = vote;
            world.table.cast(vote);
            world.oracle.probed(region, subject, true);
        }
        world.time.after(world.between(0, 3_000), this::look);
    }

    private void look() {
        double chaos = world.schedule.chaos();
        if (world.chance(0.01 * chaos)) {
            world.time.after(world.between(5_000, 60_000), this::look);
            return;
        }
        world.time.after(world.plan.failover().probeInterval().toMillis() + world.between(0, 200), this::look);
        if (!world.network.up(region)) {
            return;
        }
        boolean forgets = world.chance(0.01 * chaos);
        boolean allAnswer = true;
        Vote[] votes = new Vote[REGIONS];
        for (int subject = 0; subject < REGIONS; subject++) {
            boolean answers = world.network.probeSucceeds(region, subject);
            allAnswer &= answers;
            world.oracle.probed(region, subject, answers);
            Vote vote = observation(subject, clock.wall(), answers)
                    .following(forgets ? Optional.empty() : Optional.ofNullable(before[subject]), longestPause);
            before[subject] = vote;
            votes[subject] = vote;
        }
        long takes = allAnswer
                ? world.between(20, 300)
                : world.plan.failover().probeTimeout().toMillis();
        if (!world.chance(0.03 * chaos)) {
            cast(votes, takes + (world.chance(0.03 * chaos) ? world.between(1_000, 12_000) : 0));
        }
        if (world.chance(0.02 * chaos)) {
            cast(votes, takes + world.between(500, 20_000));
        }
    }

    private void cast(Vote[] votes, long delay) {
        world.time.after(delay, () -> {
            if (world.network.controlTableAnswers(region)) {
                for (Vote vote : votes) {
                    world.table.cast(vote);
                }
            }
        });
    }

    private Observation observation(int subject, Instant at, boolean answers) {
        return new Observation(
                "orders",
                SimulatedNetwork.name(region),
                SimulatedNetwork.name(subject),
                at,
                answers ? WELL : FAILED,
                world.network.applicationAnswers(subject) ? WELL : FAILED,
                heartbeat(subject));
    }

    /** The newest heartbeat of the subject in the observer's own replica; the witness has none. */
    private @Nullable Instant heartbeat(int subject) {
        if (region == WITNESS || subject == WITNESS || region == subject || !world.replication.measured()) {
            return null;
        }
        int from = subject == PRIMARY ? PRIMARY : STANDBY;
        return SimulatedClock.START.plusMillis(world.replication.replicatedUntil(from));
    }
}
