package dev.dynamorecovery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.control.NamedOverride;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.measure.RtoBudget;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.SamplePlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays each folder of {@code scenarios/failover}: faults, alarms and requests by the second, then what has to have been
 * found and what the control record's history has to be.
 */
class ScenarioTest {

    /** As template.yaml has them: a fast health check that one failure turns, and records of ten seconds. */
    private static final Duration HEALTH_CHECK_INTERVAL = Duration.ofSeconds(10);

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

    private static final Path FOLDERS = Path.of("src/test/resources/scenarios/failover");

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldEndAsTheScenarioSays(String name) throws IOException {
        JsonNode scenario =
                Documents.readYaml(Files.readAllBytes(FOLDERS.resolve(name).resolve("scenario.yaml")));
        RecoveryPlan plan = SamplePlans.packaged(scenario.path("plan").asText("orders"));
        JsonNode expected = scenario.path("expect");
        List<FailoverSimulation.Outcome> outcomes = new ArrayList<>();
        for (long seed = 0; seed < scenario.path("worlds").asInt(20); seed++) {
            FailoverSimulation.Outcome outcome = new FailoverSimulation(plan)
                    .script(seed, schedule(scenario), (world, detectors) -> act(scenario, world, detectors));
            outcomes.add(outcome);

            assertThat(outcome.violation()).as(outcome.story()).isEmpty();
            assertThat(outcome.timeline().entries())
                    .as(outcome.story())
                    .extracting(TimelineEntry::event)
                    .containsExactlyElementsOf(texts(expected.path("history")));
            assertThat(outcome.detections())
                    .as(outcome.story())
                    .extracting(Detection::label)
                    .containsAll(texts(expected.path("found")))
                    .noneMatch(texts(expected.path("notFound"))::contains);
            assertThat(outcome.record().servingRegion())
                    .as(outcome.story())
                    .isEqualTo(expected.path("serving").asText());
            for (String end : texts(expected.path("ends"))) {
                assertThat(outcome.told()).anyMatch(line -> line.contains(" ends: " + end));
            }
        }
        if (expected.has("budget")) {
            new TimedHistories(scenario.path("faults").path(0).path("at").asLong(), outcomes)
                    .shouldKeepTo(expected, RtoBudget.of(plan.failover(), HEALTH_CHECK_INTERVAL, 1, TIME_TO_LIVE));
        }
    }

    private static Schedule schedule(JsonNode scenario) {
        List<Schedule.Fault> faults = new ArrayList<>();
        for (JsonNode fault : scenario.path("faults")) {
            int region = SimulatedNetwork.number(fault.path("region").asText());
            faults.add(new Schedule.Fault(
                    fault.path("at").asLong() * 1_000,
                    (fault.path("at").asLong() + fault.path("for").asLong()) * 1_000,
                    Schedule.Form.valueOf(fault.path("form").asText()),
                    region,
                    fault.has("other")
                            ? SimulatedNetwork.number(fault.path("other").asText())
                            : region));
        }
        return new Schedule(
                Schedule.Kind.SCRIPTED, faults, 0, false, scenario.path("lasts").asLong() * 1_000);
    }

    private static void act(JsonNode scenario, World world, List<Detector> detectors) {
        VirtualTime time = world.time;
        for (JsonNode late : scenario.path("late")) {
            time.after(late.path("at").asLong() * 1_000, () -> beginLate(world, late));
        }
        for (JsonNode alarm : scenario.path("alarms")) {
            for (int copy = 0; copy < alarm.path("copies").asInt(1); copy++) {
                for (Detector detector : detectors) {
                    time.after(alarm.path("at").asLong() * 1_000 + copy, detector::alarm);
                }
            }
        }
        for (JsonNode request : scenario.path("requests")) {
            Optional<NamedOverride> override = request.has("override")
                    ? Optional.of(
                            new NamedOverride("ada", request.path("override").asText()))
                    : Optional.empty();
            time.after(
                    request.path("at").asLong() * 1_000,
                    () -> detectors
                            .getFirst()
                            .assess(Asked.byPerson(request.path("target").asText(), override)));
        }
    }

    /** An execution that carries an order of long ago. */
    private static void beginLate(World world, JsonNode late) {
        MoveOrder order = new MoveOrder(
                "orders",
                "orders-" + late.path("epoch").asLong(),
                Purpose.FAILOVER,
                late.path("epoch").asLong(),
                late.path("target").asText(),
                "us-west-2/late-" + late.path("at").asLong(),
                true,
                null,
                false);
        assertThat(new Execution(world, SimulatedNetwork.WITNESS, world.clock(0), order, world.time.now()).ended())
                .isFalse();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
