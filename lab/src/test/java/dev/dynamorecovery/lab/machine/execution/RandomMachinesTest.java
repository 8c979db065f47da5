package dev.dynamorecovery.lab.machine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.definition.Retrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class RandomMachinesTest {

    /** A machine whose states lead on only, so that a model in three lines knows where it ends. */
    private record Chain(String states, List<Integer> nexts, List<Boolean> conditions) {

        static Chain of(int length, Random random) {
            StringBuilder states = new StringBuilder();
            List<Integer> nexts = new ArrayList<>();
            List<Boolean> conditions = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                int next = i + 1 + random.nextInt(length - i);
                boolean holds = random.nextBoolean();
                nexts.add(next);
                conditions.add(holds);
                String visit = "\"Output\": \"{% $append($states.input, " + i + ") %}\"";
                states.append("\"")
                        .append(name(i))
                        .append("\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{% ")
                        .append(holds)
                        .append(" %}\", ")
                        .append(visit)
                        .append(", \"Next\": \"")
                        .append(name(next))
                        .append("\"}], ")
                        .append(visit)
                        .append(", \"Default\": \"")
                        .append(name(i + 1))
                        .append("\"},\n");
            }
            states.append("\"").append(name(length)).append("\": {\"Type\": \"Pass\", \"End\": true}");
            return new Chain(states.toString(), nexts, conditions);
        }

        private static String name(int index) {
            return index == 0 ? "A" : "S" + index;
        }

        List<Integer> visits() {
            List<Integer> visits = new ArrayList<>();
            for (int at = 0; at < nexts.size(); at = conditions.get(at) ? nexts.get(at) : at + 1) {
                visits.add(at);
            }
            return visits;
        }
    }

    @Property(tries = 60)
    void shouldWalkAsAModelDoesAndAlwaysEnd(@ForAll @IntRange(min = 1, max = 25) int length, @ForAll long seed)
            throws Exception {
        Chain chain = Chain.of(length, new Random(seed));
        try (MachineLab lab = new MachineLab()) {
            Execution execution = lab.run(chain.states(), "[]");

            assertThat(MachineLab.outcome(execution))
                    .isEqualTo(chain.visits().toString().replace(" ", ""));
            List<HistoryEvent> events = execution.history().events();
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).id()).isEqualTo(i + 1);
                assertThat(events.get(i).previousId()).isLessThan(i + 1);
            }
        }
    }

    @Property
    void shouldNeverWaitLessThanTheIntervalNorMoreThanItsBound(
            @ForAll @IntRange(min = 1, max = 1000) int interval,
            @ForAll @DoubleRange(min = 1, max = 10) double rate,
            @ForAll @IntRange(min = 1, max = 5000) int above,
            @ForAll @IntRange(max = 99) int retries) {
        Duration bound = Duration.ofSeconds(interval + above);
        Retrier retrier = new Retrier(List.of("X"), Duration.ofSeconds(interval), 99, rate, bound, false);

        assertThat(retrier.delay(retries))
                .isBetween(Duration.ofSeconds(interval), bound)
                .isGreaterThanOrEqualTo(retrier.delay(Math.max(0, retries - 1)));
    }
}
