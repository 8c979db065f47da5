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
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryKillSwitch;
import dev.dynamorecovery.core.failover.preflight.InMemoryReadinessReports;
import dev.dynamorecovery.core.failover.vote.InMemoryBallots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailoverControllerHandlerTest {

    private static final Path SAMPLES = Path.of("..", "..", "events", "failover");
    private static final String ORDER = """
            {"group":"orders","incident":"orders-1","purpose":"Failover","epoch":1,"target":"us-east-2",\
            "claimant":"us-east-2/one","automatic":false,"override":{"by":"ada","reason":"seen"},"goesOn":false}""";

    private final InMemoryControlRecords records = new InMemoryControlRecords();
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");

    @BeforeEach
    void enrol() {
        records.create(ControlRecord.first("orders", "us-east-1", Duration.ofSeconds(10), "ada", now));
    }

    @Test
    void shouldSayWhichStepFollowsAndWhen() throws IOException {
        JsonNode claimed = step("Claim", "");
        assertThat(claimed.path("answer").asText()).isEqualTo("Done");
        assertThat(claimed.at("/next/step").asText()).isEqualTo("Preflight");
        assertThat(claimed.at("/record/epoch").asLong()).isEqualTo(2);
        assertThat(claimed.at("/record/claimant").asText()).isEqualTo("us-east-2/one");

        step("Fence", "");
        JsonNode waiting = step("StartLeaseWait", "");
        assertThat(waiting.at("/next/step").asText()).isEqualTo("Switch");
        assertThat(waiting.at("/next/afterSeconds").asLong()).isEqualTo(15);

        now = now.plusMillis(14_200);
        JsonNode early = step("Switch", "");
        assertThat(early.path("answer").asText()).isEqualTo("NotYet");
        assertThat(early.at("/next/afterSeconds").asLong()).isEqualTo(1);

        now = now.plusSeconds(1);
        assertThat(step("Switch", "").at("/next/step").asText()).isEqualTo("Verify");
        JsonNode end = step("Conclude", ",\"verified\":true,\"detail\":\"a write went through\"");
        assertThat(end.at("/next/end").asText()).isEqualTo("Concluded");
        assertThat(end.at("/next/reason").asText()).isEqualTo("verified: a write went through");
    }

    @Test
    void shouldRefuseAStaleEpochAndChangeNothing() throws IOException {
        step("Claim", "");
        ControlRecord held = records.read("orders").orElseThrow();

        JsonNode late = handle("{\"step\":\"Fence\",\"order\":" + ORDER.replace("\"epoch\":1", "\"epoch\":0") + "}");

        assertThat(late.path("answer").asText()).isEqualTo("Refused");
        assertThat(late.path("code").asText()).isEqualTo("StaleEpoch");
        assertThat(late.at("/next/end").asText()).isEqualTo("StaleEpoch");
        assertThat(records.read("orders")).contains(held);
    }

    @Test
    void shouldAcknowledgeAndUnfenceForAPerson() throws IOException {
        for (String name : new String[] {"Claim", "Fence", "StartLeaseWait"}) {
            step(name, "");
        }
        now = now.plusSeconds(15);
        step("Switch", "");
        step("Conclude", ",\"verified\":true,\"detail\":\"seen\"");

        assertThat(handle(sample("request-acknowledge.json"))
                        .at("/record/state")
                        .asText())
                .isEqualTo(ControlState.STEADY.label());
        assertThat(handle(sample("request-unfence.json")).at("/record/fencedRegions"))
                .isEmpty();
    }

    @Test
    void shouldRehearseAStepOnACopyOfTheRecord() throws IOException {
        ControlRecord before = records.read("orders").orElseThrow();

        JsonNode claimed = step("Claim", ",\"dryRun\":true");
        JsonNode fenced = step("Fence", ",\"dryRun\":true,\"rehearsal\":" + claimed.path("rehearsal"));

        assertThat(fenced.at("/record/fencedRegions/0").asText()).isEqualTo("us-east-1");
        assertThat(records.read("orders")).contains(before);
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() {
        assertThatThrownBy(() -> handle("{\"step\":\"Jump\",\"order\":" + ORDER + "}"))
                .isInstanceOf(InvalidField.class)
                .hasMessageStartingWith("step = Jump: give one of Claim, Preflight, Fence");
        assertThatThrownBy(() -> handle("{\"step\":\"Acknowledge\",\"group\":\"payments\",\"by\":\"ada\"}"))
                .isInstanceOf(InvalidField.class)
                .hasMessage("group = payments: give one of the groups users, orders");
        assertThatThrownBy(() -> handle("{\"step\":\"Acknowledge\",\"group\":\"orders\"}"))
                .isInstanceOf(InvalidField.class)
                .hasMessageStartingWith("by = ");
        assertThatThrownBy(() -> handle("{\"step\":\"Acknowledge\",\"grupp\":\"orders\"}"))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("grupp");
    }

    private JsonNode step(String step, String more) throws IOException {
        return handle("{\"step\":\"" + step + "\",\"order\":" + ORDER + more + "}");
    }

    private static String sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name));
    }

    private JsonNode handle(String event) throws IOException {
        FailoverControllerHandler handler = new FailoverControllerHandler(
                new GroupPlans(FailoverGroups.parse("users=users,orders=orders"), new PackagedPlans()),
                new GroupControl(
                        records, new InMemoryKillSwitch(), new InMemoryBallots(), new InMemoryReadinessReports()),
                () -> now);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new InvokedContext("FailoverController"));
        return Documents.readJson(answer.toByteArray());
    }
}
