package dev.dynamorecovery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.plan.SamplePlans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailoverSimulationTest {

    private final FailoverSimulation simulation = new FailoverSimulation(SamplePlans.orders());

    /** With {@code -Dsimulation.seed=N} one world is run and told; the command for a million is in docs/failover.md. */
    @Test
    void shouldKeepEveryPromiseInEveryWorld() {
        @Nullable String seed = System.getProperty("simulation.seed");
        LongStream seeds = seed == null ? LongStream.range(0, 2_000) : LongStream.of(Long.parseLong(seed));
        Optional<FailoverSimulation.Outcome> broken = seeds.mapToObj(it -> simulation.run(it, Optional.empty()))
                .filter(outcome -> outcome.violation().isPresent())
                .findFirst();
        if (seed != null) {
            System.out.println(
                    simulation.tell(Long.parseLong(seed), Optional.empty()).story());
        }

        assertThat(broken.map(outcome ->
                        simulation.tell(outcome.seed(), Optional.empty()).story()))
                .isEmpty();
    }

    @Test
    void shouldKeepEveryPromiseWhereOnlyTimeClosesTheGates() {
        assertThat(LongStream.range(0, 500)
                        .mapToObj(seed -> simulation.run(seed, Schedule::drawUnheard, Optional.empty()))
                        .flatMap(outcome -> outcome.violation().stream()))
                .isEmpty();
    }

    /** A test of the test: without writes that are lost, "none is lost silently" would promise nothing. */
    @Test
    void shouldListLostWritesInManyWorlds() {
        assertThat(LongStream.range(0, 300)
                        .mapToObj(seed -> simulation.run(seed, Optional.empty()))
                        .filter(outcome -> outcome.lostWrites() > 0)
                        .count())
                .isGreaterThan(20);
    }

    @Test
    void shouldPlayTheSameWorldAgainFromItsSeed() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(simulation.tell(seed, Optional.empty()).told())
                    .isEqualTo(simulation.tell(seed, Optional.empty()).told());
        }
    }

    @Test
    void shouldSeeManyKindsOfEndsInManyWorlds() {
        List<String> events = LongStream.range(0, 300)
                .mapToObj(seed -> simulation.run(seed, Optional.empty()))
                .flatMap(outcome -> outcome.timeline().entries().stream())
                .map(TimelineEntry::event)
                .distinct()
                .toList();

        assertThat(events)
                .contains(
                        "TakeClaim",
                        "TakeOver",
                        "Fence",
                        "StartLeaseWait",
                        "Switch",
                        "Conclude",
                        "Release",
                        "Acknowledge",
                        "Unfence");
    }

    @Test
    void shouldDecideWithinAMinuteAndVerifyWithinTwoInNinetyNineOfAHundredOutages() {
        List<Duration> decided = new ArrayList<>();
        List<Duration> verified = new ArrayList<>();
        for (long seed = 0; seed < 1_000; seed++) {
            long begins = 20_000 + seed * 7 % 3_000;
            Schedule.Form form = seed % 2 == 0 ? Schedule.Form.DARK : Schedule.Form.ISOLATED;
            Schedule outage = new Schedule(
                    Schedule.Kind.SCRIPTED,
                    List.of(new Schedule.Fault(begins, 250_000, form, 0, 0)),
                    0,
                    false,
                    250_000);

            FailoverSimulation.Outcome outcome = simulation.script(seed, outage, (world, detectors) -> {});

            assertThat(outcome.violation()).as(outcome.story()).isEmpty();
            decided.add(since(begins, outcome, "TakeClaim"));
            verified.add(since(begins, outcome, "Conclude"));
        }

        assertThat(ninetyNinth(decided)).isLessThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(ninetyNinth(verified)).isLessThanOrEqualTo(Duration.ofMinutes(2));
        System.out.printf(
                "1,000 outages: claimed after %s (median) and %s (p99), verified after %s and %s%n",
                decided.get(500), ninetyNinth(decided), verified.get(500), ninetyNinth(verified));
    }

    private static Duration since(long begins, FailoverSimulation.Outcome outcome, String event) {
        return outcome.timeline().entries().stream()
                .filter(entry -> entry.event().equals(event))
                .map(entry -> Duration.between(SimulatedClock.START.plusMillis(begins), entry.at()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.story()));
    }

    private static Duration ninetyNinth(List<Duration> durations) {
        Collections.sort(durations);
        return durations.get(durations.size() * 99 / 100);
    }
}
