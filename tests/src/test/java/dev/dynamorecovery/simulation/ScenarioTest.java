package dev.dynamorecovery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.control.NamedOverride;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.decision.Asked;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.SamplePlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        for (long seed = 0; seed < 20; seed++) {
            FailoverSimulation.Outcome outcome = new FailoverSimulation(plan)
                    .script(seed, schedule(scenario), (detectors, time) -> act(scenario, detectors, time));

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

    private static void act(JsonNode scenario, List<Detector> detectors, VirtualTime time) {
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

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
