package dev.dynamorecovery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.plan.SamplePlans;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each guard is there for a reason: without it, something goes wrong in some world. */
class GuardRemovalTest {

    /** More worlds than any guard here needs. */
    private static final long WORLDS = 30_000;

    private final FailoverSimulation simulation = new FailoverSimulation(SamplePlans.orders());

    @ParameterizedTest
    @EnumSource(Guard.class)
    void shouldGoWrongInSomeWorldWithoutTheGuardAndNotWithIt(Guard guard) {
        Optional<FailoverSimulation.Outcome> broken = LongStream.range(0, WORLDS)
                .mapToObj(seed -> simulation.run(seed, guard.worlds(), Optional.of(guard)))
                .filter(outcome -> outcome.violation().filter(guard::prevents).isPresent())
                .findFirst();

        assertThat(broken).as("a world that goes wrong without " + guard).isPresent();
        assertThat(simulation
                        .run(broken.orElseThrow().seed(), guard.worlds(), Optional.empty())
                        .violation())
                .isEmpty();
    }
}
