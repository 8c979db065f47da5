package dev.dynamorecovery.core.failover.observe;

import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.HeartbeatKey;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One observer: looks at every Region of every group, its own too, and casts a vote on each. All looks of a round go on side
 * by side, so that a Region that does not answer keeps nobody from seeing the others.
 *
 * <p>The witness holds no data; there, the control table is read. Of a group with several tables the first is written:
 * what takes a Region's data plane away takes it away from all tables.
 */
public final class RegionWatch {

    private final String observer;
    private final FailoverGroups groups;
    private final RegionProbe regions;
    private final ApplicationWatch applications;
    private final TableKeys keys;
    private final Ballots ballots;
    private final InstantSource time;
    private final ExecutorService threads;
    private final Map<Place, Vote> newest = new ConcurrentHashMap<>();

    private record Place(String group, String subject) {}

    /**
     * @param observer the Region that this observer is in
     * @param threads run the looks of a round; as many at a time as there are groups and Regions
     */
    public RegionWatch(
            String observer,
            FailoverGroups groups,
            RegionProbe regions,
            ApplicationWatch applications,
            TableKeys keys,
            Ballots ballots,
            InstantSource time,
            ExecutorService threads) {
        this.observer = observer;
        this.groups = groups;
        this.regions = regions;
        this.applications = applications;
        this.keys = keys;
        this.ballots = ballots;
        this.time = time;
        this.threads = threads;
    }

    /** Takes up the rows of votes that this observer has cast before, as another process of it may have done. */
    public void resume(RecoveryPlan plan) {
        for (Vote vote : ballots.read(plan.name())) {
            if (vote.observer().equals(observer)) {
                newest.put(new Place(vote.group(), vote.subject()), vote);
            }
        }
    }

    /**
     * Looks once at every Region of every plan, and votes.
     *
     * @return the votes that were cast
     */
    public List<Vote> look(List<RecoveryPlan> plans) throws InterruptedException {
        List<Callable<Vote>> looks = new ArrayList<>();
        for (RecoveryPlan plan : plans) {
            for (PlannedRegion region : plan.regions()) {
                looks.add(() -> look(plan, region));
            }
        }
        List<Vote> votes = new ArrayList<>();
        @Nullable RuntimeException failure = null;
        for (Future<Vote> looked : threads.invokeAll(looks)) {
            try {
                votes.add(looked.get());
            } catch (ExecutionException failed) {
                failure = new IllegalStateException("a vote could not be cast", failed.getCause());
            }
        }
        if (failure != null && votes.isEmpty()) {
            throw failure;
        }
        return votes;
    }

    private Vote look(RecoveryPlan plan, PlannedRegion subject) throws InterruptedException {
        Instant at = time.instant();
        Future<Probe> application = threads.submit(() -> applications.look(subject.region()));
        Optional<HeartbeatKey> heartbeat = heartbeat(plan);
        Probe dataPlane = subject.role() == RegionRole.WITNESS
                ? regions.look(subject.region(), plan.name())
                : heartbeat
                        .map(key -> regions.beat(
                                subject.region(), table(plan), key.of(writer(subject.region(), observer)), at))
                        .orElseGet(() ->
                                new Probe.NotSeen("the key of the heartbeat in " + table(plan) + " is not known"));
        Observation observation = new Observation(
                plan.name(),
                observer,
                subject.region(),
                at,
                dataPlane,
                seen(application),
                replicatedUntil(plan, subject, heartbeat));
        Place place = new Place(plan.name(), subject.region());
        Vote vote = observation.following(
                Optional.ofNullable(newest.get(place)), plan.failover().longestPause());
        newest.put(place, vote);
        ballots.cast(vote);
        return vote;
    }

    private static Probe seen(Future<Probe> application) throws InterruptedException {
        try {
            return application.get();
        } catch (ExecutionException failed) {
            return new Probe.NotSeen("looking failed: " + failed.getCause());
        }
    }

    /** The newest of the subject's own heartbeats that has come here: what it wrote until then is not lost with it. */
    private @Nullable Instant replicatedUntil(
            RecoveryPlan plan, PlannedRegion subject, Optional<HeartbeatKey> heartbeat) {
        boolean hasData = plan.regions().stream()
                .anyMatch(region -> region.region().equals(observer) && region.role() != RegionRole.WITNESS);
        if (!hasData || subject.role() == RegionRole.WITNESS || subject.region().equals(observer)) {
            return null;
        }
        return heartbeat
                .flatMap(key -> regions.held(observer, table(plan), key.of(writer(subject.region(), subject.region()))))
                .orElse(null);
    }

    private Optional<HeartbeatKey> heartbeat(RecoveryPlan plan) {
        Optional<KeySchema> schema = keys.find(table(plan));
        return schema.flatMap(plan.changeLog()::heartbeatIn);
    }

    private String table(RecoveryPlan plan) {
        return groups.tablesOf(plan.name()).getFirst();
    }

    private static String writer(String subject, String by) {
        return subject + HeartbeatKey.SEPARATOR + by;
    }
}
