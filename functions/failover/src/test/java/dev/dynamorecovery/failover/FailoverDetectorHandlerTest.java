package dev.dynamorecovery.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.runtime.InvokedContext;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.failover.Rounds;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryKillSwitch;
import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.notice.Notice;
import dev.dynamorecovery.core.failover.notice.ToldRefusals;
import dev.dynamorecovery.core.failover.preflight.InMemoryReadinessReports;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.procedure.FailoverExecutions;
import dev.dynamorecovery.core.failover.vote.InMemoryBallots;
import dev.dynamorecovery.core.failover.vote.Observation;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailoverDetectorHandlerTest {

    private static final Path SAMPLES = Path.of("..", "..", "events", "failover");
    private static final Instant START = Instant.parse("2026-11-22T03:00:00Z");
    private static final Probe WELL = new Probe.Succeeded(Duration.ofMillis(9));
    private static final Probe FAILED = new Probe.Failed(ProbeFailure.TIMEOUT);

    private final InMemoryControlRecords records = new InMemoryControlRecords();
    private final InMemoryBallots ballots = new InMemoryBallots();
    private final InMemoryReadinessReports readiness = new InMemoryReadinessReports();
    private final Set<String> executions = new LinkedHashSet<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Map<String, Detection> told = new HashMap<>();
    private Instant now = START;

    @BeforeEach
    void letThePrimaryBeOut() {
        records.create(ControlRecord.first("orders", "us-east-1", Duration.ofSeconds(10), "ada", START));
        readiness.file(new ReplicaReadiness("orders", "us-east-2", true, true, "", START));
        vote();
    }

    private void vote() {
        ballots.cast(vote("us-east-2", "us-east-1", FAILED));
        ballots.cast(vote("us-west-2", "us-east-1", FAILED));
        ballots.cast(vote("us-east-2", "us-east-2", WELL));
        ballots.cast(vote("us-west-2", "us-east-2", WELL));
        ballots.cast(vote("us-east-2", "us-west-2", WELL));
    }

    private Vote vote(String observer, String subject, Probe probe) {
        return new Observation("orders", observer, subject, now, probe, WELL, START.minusSeconds(47))
                .following(
                        Optional.of(
                                new Observation("orders", observer, subject, START.minusSeconds(46), probe, WELL, null)
                                        .following(Optional.empty(), Duration.ofDays(1))),
                        Duration.ofDays(1));
    }

    @Test
    void shouldStartOneExecutionOfAStormOfAlarms() throws IOException {
        for (int count = 0; count < 50; count++) {
            handle("us-east-2", sample("alarm-state-change.json"));
        }

        assertThat(executions).containsExactly("orders-1-1122T0300");
    }

    @Test
    void shouldLookAgainEveryFiveSecondsOfTheMinute() throws IOException {
        JsonNode answer = handle("us-west-2", sample("schedule.json"));

        assertThat(answer.path("looks").asInt()).isEqualTo(11);
        assertThat(executions).contains("orders-1-1122T0300");
    }

    @Test
    void shouldNotJudgeTheRegionThatItIsIn() throws IOException {
        handle("us-east-1", sample("alarm-state-change.json"));

        assertThat(executions).isEmpty();
    }

    @Test
    void shouldAnswerAPersonWithTheDecisionAndItsEvidence() throws IOException {
        JsonNode answer = handle("us-west-2", sample("request-failover.json"));

        assertThat(answer.path("decision").asText()).isEqualTo("Failover");
        assertThat(answer.path("detection").asText()).isEqualTo("RegionOut");
        assertThat(answer.path("incident").asText()).isEqualTo("orders-1");
        assertThat(answer.path("executionArn").asText()).endsWith(":orders-1-1122T0300");
        assertThat(answer.at("/evidence/votes")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"us-east-1, TargetServes", "us-west-2, TargetNotInPlan", "eu-west-1, TargetNotInPlan"})
    void shouldStartNothingForATargetThatMayNotServe(String target, String detection) throws IOException {
        JsonNode answer =
                handle("us-east-2", sample("request-failover-override.json").replace("us-east-2", target));

        assertThat(answer.path("decision").asText()).isEqualTo("Refuse");
        assertThat(answer.path("detection").asText()).isEqualTo(detection);
        assertThat(answer.path("executionArn").isNull()).isTrue();
        assertThat(executions).isEmpty();
    }

    @Test
    void shouldRefuseAGroupWhosePlanForbids() throws IOException {
        JsonNode answer =
                handle("us-east-2", sample("request-failover.json").replace("\"orders\"", "\"transactions\""));

        assertThat(answer.path("detection").asText()).isEqualTo("PlanForbids");
        assertThat(executions).isEmpty();
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() {
        assertThatThrownBy(() ->
                        handle("us-east-2", sample("request-failover.json").replace("\"orders\"", "\"payments\"")))
                .isInstanceOf(InvalidField.class)
                .hasMessageStartingWith("group = payments: give one of the groups");
        assertThatThrownBy(() ->
                        handle("us-east-2", sample("request-failover.json").replace("target", "to")))
                .isInstanceOf(InvalidField.class);
        assertThatThrownBy(() ->
                        handle("us-east-2", "{\"request\":\"Failover\",\"group\":\"users\",\"target\":\"us-east-2\"}"))
                .isInstanceOf(InvalidField.class)
                .hasMessageContaining("not under control yet");
        assertThatThrownBy(() -> handle("us-east-2", "{\"request\":\"Undo\"}")).isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> handle("us-east-2", "{\"detail-type\":\"Birthday\"}"))
                .isInstanceOf(MalformedEvent.class);
    }

    @Test
    void shouldTellPeopleOnceWhyAutomationDoesNotAct() throws IOException {
        readiness.file(new ReplicaReadiness("orders", "us-east-2", true, false, "capacity 5 of 500", START));

        handle("us-west-2", sample("schedule.json"));
        handle("us-west-2", sample("alarm-state-change.json"));

        assertThat(executions).isEmpty();
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.subject()).isEqualTo("Failover of orders refused: TargetNotReady");
            assertThat(notice.message())
                    .contains("capacity 5 of 500", "./recovery status orders", "--override REASON --by YOUR-NAME");
        });
    }

    private static String sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name));
    }

    private JsonNode handle(String region, String event) throws IOException {
        GroupDetector detector = new GroupDetector(
                new GroupPlans(
                        FailoverGroups.parse("users=users,orders=orders,transactions=transactions"),
                        new PackagedPlans()),
                new GroupControl(records, new InMemoryKillSwitch(), ballots, readiness),
                (name, input) -> new FailoverExecutions.Started(
                        "arn:aws:states:" + region + ":123456789012:execution:dynamo-recovery-failover:" + name,
                        executions.add(String.valueOf(name))),
                new RefusalNotices(new Told(), notices::add),
                region,
                () -> now);
        FailoverDetectorHandler handler = new FailoverDetectorHandler(detector, new Rounds(() -> now, duration -> {
            now = now.plus(duration);
            vote();
        }));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new InvokedContext("FailoverDetector"));
        return Documents.readJson(answer.toByteArray());
    }

    private final class Told implements ToldRefusals {

        @Override
        public Optional<Detection> last(String group) {
            return Optional.ofNullable(told.get(group));
        }

        @Override
        public boolean note(String group, Detection detection) {
            return told.put(group, detection) != detection;
        }

        @Override
        public void forget(String group) {
            told.remove(group);
        }
    }
}
