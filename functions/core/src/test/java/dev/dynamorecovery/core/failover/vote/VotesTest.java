package dev.dynamorecovery.core.failover.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VotesTest {

    private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(11);
    private static final Probe WELL = new Probe.Succeeded(Duration.ofMillis(9));
    private static final Probe FAILED = new Probe.Failed(ProbeFailure.TIMEOUT);
    private static final Probe NOT_SEEN = new Probe.NotSeen("no permission");

    @ParameterizedTest
    @CsvSource({
        "well, well, HEALTHY",
        "well, notSeen, HEALTHY",
        "well, failed, APPLICATION_OUT",
        "failed, well, OUT",
        "failed, failed, OUT",
        "notSeen, failed, NOT_SEEN",
        "notSeen, well, NOT_SEEN"
    })
    void shouldJudgeARegionByItsDataPlaneFirst(String dataPlane, String application, RegionView view) {
        assertThat(vote(AT, probe(dataPlane), probe(application)).view()).isEqualTo(view);
    }

    @Test
    void shouldCountARowFromItsFirstLook() {
        Vote first = vote(AT, FAILED, WELL);
        Vote second = look(AT.plusSeconds(11), FAILED).following(Optional.of(first), PAUSE);

        assertThat(second.since()).isEqualTo(AT);
        assertThat(second.heldFor()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void shouldBeginANewRowAfterAPauseInWhichNobodyLooked() {
        Instant late = AT.plusSeconds(11).plusMillis(1);

        assertThat(look(late, FAILED)
                        .following(Optional.of(vote(AT, FAILED, WELL)), PAUSE)
                        .since())
                .isEqualTo(late);
    }

    @Test
    void shouldBeginANewRowWithAnotherView() {
        assertThat(look(AT.plusSeconds(3), WELL)
                        .following(Optional.of(vote(AT, FAILED, WELL)), PAUSE)
                        .heldFor())
                .isZero();
    }

    @Test
    void shouldBeginANewRowWhenTheObserversClockWentBack() {
        Instant before = AT.minusSeconds(1);

        assertThat(look(before, FAILED)
                        .following(Optional.of(vote(AT, FAILED, WELL)), PAUSE)
                        .since())
                .isEqualTo(before);
    }

    @Property(tries = 300)
    void shouldNeverCountLongerThanTheRowReallyIs(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 20) Integer> pausesSeconds,
            @ForAll @Size(30) List<Boolean> outcomes) {
        Optional<Vote> vote = Optional.empty();
        Instant at = AT;
        Instant rowBegan = AT;
        for (int look = 0; look < pausesSeconds.size(); look++) {
            Instant next = at.plusSeconds(pausesSeconds.get(look));
            boolean sameView = look > 0 && outcomes.get(look).equals(outcomes.get(look - 1));
            rowBegan = sameView && Duration.between(at, next).compareTo(PAUSE) <= 0 ? rowBegan : next;
            at = next;
            vote = Optional.of(look(at, outcomes.get(look) ? WELL : FAILED).following(vote, PAUSE));
            assertThat(vote.orElseThrow().since()).isEqualTo(rowBegan);
        }
    }

    @ParameterizedTest
    @CsvSource({"15000, true", "15001, false", "-15000, true", "-15001, false"})
    void shouldCountOnlyVotesThatAreFreshAndNotFromTheFuture(long ageMillis, boolean counts) {
        Votes votes = Votes.freshAt(AT.plusMillis(ageMillis), Duration.ofSeconds(15), List.of(vote(AT, FAILED, WELL)));

        assertThat(votes.all()).hasSize(counts ? 1 : 0);
    }

    @Test
    void shouldTakeAnObserverThatSeesOnlyItsOwnRegionForBlind() {
        Votes votes = fresh(
                seen("us-east-2", "us-east-1", FAILED),
                seen("us-east-2", "us-west-2", FAILED),
                seen("us-east-2", "us-east-2", WELL),
                seen("us-west-2", "us-east-1", FAILED),
                seen("us-west-2", "us-east-2", WELL));

        assertThat(votes.blind("us-east-2")).isTrue();
        assertThat(votes.blind("us-west-2")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "us-east-3"})
    void shouldTakeAnObserverWithoutAFreshVoteForBlind(String observer) {
        assertThat(fresh(seen("us-east-2", "us-east-1", WELL)).blind(observer)).isTrue();
    }

    @Test
    void shouldTellTheVotesFromOutsideFromThoseOfTheRegionsOwnObserver() {
        Vote outside = seen("us-east-2", "us-east-1", FAILED);
        Vote own = seen("us-east-1", "us-east-1", WELL);

        assertThat(fresh(outside, own).fromOutside("us-east-1")).containsExactly(outside);
        assertThat(fresh(outside, own).about("us-east-1")).containsExactly(own, outside);
        assertThat(fresh(outside, own).of("us-east-2", "us-east-1")).contains(outside);
        assertThat(fresh(outside, own).of("us-west-2", "us-east-1")).isEmpty();
    }

    private static Votes fresh(Vote... votes) {
        return Votes.freshAt(AT, Duration.ofSeconds(15), List.of(votes));
    }

    private static Vote seen(String observer, String subject, Probe dataPlane) {
        return new Observation("orders", observer, subject, AT, dataPlane, NOT_SEEN, null)
                .following(Optional.empty(), PAUSE);
    }

    private static Observation look(Instant at, Probe dataPlane) {
        return new Observation("orders", "us-east-2", "us-east-1", at, dataPlane, WELL, null);
    }

    private static Vote vote(Instant at, Probe dataPlane, Probe application) {
        return new Observation("orders", "us-east-2", "us-east-1", at, dataPlane, application, null)
                .following(Optional.empty(), PAUSE);
    }

    private static Probe probe(String name) {
        return switch (name) {
            case "well" -> WELL;
            case "failed" -> FAILED;
            default -> NOT_SEEN;
        };
    }
}
