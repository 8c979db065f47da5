package dev.dynamorecovery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.measure.RtoBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The histories of one outage in many worlds, with their times.
 *
 * @param outageSecond when the outage began
 */
record TimedHistories(long outageSecond, List<FailoverSimulation.Outcome> outcomes) {

    private static final String OUTAGE = "outage";

    /** Holds 99 of 100 worlds to a scenario's {@code budget} and {@code within}. */
    void shouldKeepTo(JsonNode expected, RtoBudget budget) {
        Map<String, Duration> parts = Map.of(
                "detect", budget.detect(),
                "decide", budget.decide(),
                "claim", budget.claim(),
                "fence", budget.fence(),
                "leaseWait", budget.leaseWait(),
                "switchOver", budget.switchOver(),
                "traffic", budget.traffic(),
                "verify", budget.verify());
        for (Map.Entry<String, JsonNode> part : expected.path("budget").properties()) {
            Duration allowed = Duration.ZERO;
            for (JsonNode name : part.getValue().path("parts")) {
                allowed = allowed.plus(Objects.requireNonNull(parts.get(name.asText()), name.asText()));
            }
            String after = part.getValue().path("after").asText();
            assertThat(ninetyNinth(after, part.getKey()))
                    .as("from %s to %s", after, part.getKey())
                    .isLessThanOrEqualTo(allowed);
        }
        for (Map.Entry<String, JsonNode> bound : expected.path("within").properties()) {
            assertThat(ninetyNinth(OUTAGE, bound.getKey()))
                    .as("from the outage to %s", bound.getKey())
                    .isLessThanOrEqualTo(Duration.ofSeconds(bound.getValue().asLong()));
        }
    }

    private Duration ninetyNinth(String from, String to) {
        List<Duration> sorted = outcomes.stream()
                .map(outcome -> Duration.between(at(outcome, from), at(outcome, to)))
                .sorted()
                .toList();
        return sorted.get(sorted.size() * 99 / 100);
    }

    private Instant at(FailoverSimulation.Outcome outcome, String event) {
        if (event.equals(OUTAGE)) {
            return SimulatedClock.START.plusSeconds(outageSecond);
        }
        return outcome.timeline().entries().stream()
                .filter(entry -> entry.event().equals(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.story()))
                .at();
    }
}
