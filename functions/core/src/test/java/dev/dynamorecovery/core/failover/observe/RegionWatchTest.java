package dev.dynamorecovery.core.failover.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.failover.traffic.ApplicationAddresses;
import dev.dynamorecovery.core.failover.traffic.ApplicationProbe;
import dev.dynamorecovery.core.failover.traffic.NameAnswer;
import dev.dynamorecovery.core.failover.vote.InMemoryBallots;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.failover.vote.Votes;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.SamplePlans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegionWatchTest {

    private static final String PRIMARY = "us-east-1";
    private static final String STANDBY = "us-east-2";
    private static final String WITNESS = "us-west-2";
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");

    private final RecoveryPlan plan = SamplePlans.packaged("users");
    private final InMemoryBallots ballots = new InMemoryBallots();
    private final Map<String, Probe> answers = new ConcurrentHashMap<>();
    private final Map<String, Instant> held = new ConcurrentHashMap<>();
    private final Map<String, Integer> applications = new ConcurrentHashMap<>();
    private final List<String> beaten = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<KeySchema> schema = Optional.of(KeySchema.of("userId"));
    private Instant now = START;

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void shouldVoteOnEveryRegionWithTheHeartbeatThatHasComeHere() throws InterruptedException {
        held.put("us-east-1#us-east-1", START.minusSeconds(2));

        List<Vote> votes = watch(STANDBY).look(List.of(plan));

        assertThat(votes).extracting(Vote::subject).containsExactly(PRIMARY, STANDBY, WITNESS);
        assertThat(votes).extracting(Vote::view).containsOnly(RegionView.HEALTHY);
        assertThat(votes.getFirst().replicatedUntil()).isEqualTo(START.minusSeconds(2));
        assertThat(ballots.read("users")).containsExactlyInAnyOrderElementsOf(votes);
    }

    @Test
    void shouldKeepTheRowOfAnOutageOverProcesses() throws InterruptedException {
        answers.put(PRIMARY, new Probe.Failed(ProbeFailure.TIMEOUT));
        watch(STANDBY).look(List.of(plan));
        for (int look = 0; look < 15; look++) {
            now = now.plusSeconds(3);
            RegionWatch another = watch(STANDBY);
            another.resume(plan);
            another.look(List.of(plan));
        }

        Vote vote = Votes.freshAt(now, Duration.ofSeconds(15), ballots.read("users"))
                .of(STANDBY, PRIMARY)
                .orElseThrow();
        assertThat(vote.view()).isEqualTo(RegionView.OUT);
        assertThat(vote.heldFor()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void shouldSeeTheOthersWhileOneRegionDoesNotAnswer() throws InterruptedException {
        answers.put(PRIMARY, new Probe.Failed(ProbeFailure.CONNECTION_FAILED));

        assertThat(watch(WITNESS).look(List.of(plan)))
                .extracting(Vote::view)
                .containsExactly(RegionView.OUT, RegionView.HEALTHY, RegionView.HEALTHY);
    }

    @Test
    void shouldTellAnApplicationThatIsOutFromARegionThatIs() throws InterruptedException {
        applications.put("one.example.net", 502);

        assertThat(watch(WITNESS).look(List.of(plan)))
                .extracting(Vote::view)
                .containsExactly(RegionView.APPLICATION_OUT, RegionView.HEALTHY, RegionView.HEALTHY);
    }

    @Test
    void shouldSayNothingOfARegionWhoseTableIsNotKnown() throws InterruptedException {
        schema = Optional.empty();

        assertThat(watch(WITNESS).look(List.of(plan)))
                .extracting(Vote::view)
                .containsExactly(RegionView.NOT_SEEN, RegionView.NOT_SEEN, RegionView.HEALTHY);
    }

    @Test
    void shouldWriteHeartbeatsUnderKeysOfItsOwn() throws InterruptedException {
        watch(STANDBY).look(List.of(plan));

        assertThat(beaten)
                .containsExactlyInAnyOrder(
                        "us-east-1 recovery:heartbeat#us-east-1#us-east-2",
                        "us-east-2 recovery:heartbeat#us-east-2#us-east-2");
    }

    private RegionWatch watch(String observer) {
        ApplicationAddresses addresses = new ApplicationAddresses(
                Optional.of("example.com"),
                Map.of(PRIMARY, "one.example.net", STANDBY, "two.example.net"),
                Optional.of("https://{name}/probe"));
        return new RegionWatch(
                observer,
                FailoverGroups.parse("users=users"),
                new Answers(),
                new ApplicationWatch(
                        addresses,
                        name -> new NameAnswer(List.of(name), List.of("192.0.2.1")),
                        (url, where, request) -> new ApplicationProbe.Answer(
                                applications.getOrDefault(url.split("/", -1)[2], 200), Optional.empty()),
                        () -> now),
                table -> schema,
                ballots,
                () -> now,
                threads);
    }

    private static String partitionKey(Item key) {
        return key.attribute("userId") instanceof AttributeValue.Text text ? text.value() : "(none)";
    }

    private final class Answers implements RegionProbe {

        @Override
        public Probe beat(String region, String table, Item key, Instant at) {
            beaten.add(region + " " + partitionKey(key));
            return look(region, table);
        }

        @Override
        public Probe look(String region, String group) {
            return answers.getOrDefault(region, new Probe.Succeeded(Duration.ofMillis(7)));
        }

        @Override
        public Optional<Instant> held(String region, String table, Item key) {
            return Optional.ofNullable(held.get(partitionKey(key).substring("recovery:heartbeat#".length())));
        }
    }
}
