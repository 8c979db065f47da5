package dev.dynamorecovery.lab.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.template.EventRuleDefinition;
import dev.dynamorecovery.lab.template.EventRuleDefinition.Input;
import dev.dynamorecovery.lab.template.EventRuleDefinition.Target;
import dev.dynamorecovery.lab.template.TemplateException;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALARMS =
            "{\"source\":[\"aws.cloudwatch\"],\"detail\":{\"state\":{\"value\":[\"ALARM\"]}}}";
    private static final String DETAIL = "{\"name\":\"users \\\"eu\\\"\",\"count\":3,\"state\":{\"value\":\"ALARM\"}}";

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z"));

    @Test
    void shouldHandAMatchingEventToEachTargetAsItIs() throws Exception {
        try (EventBus bus = bus(rule(ALARMS, Optional.empty()))) {
            bus.publish("aws.cloudwatch", "Alarm", List.of("arn:alarm"), JSON.readTree(DETAIL));
            bus.await(Duration.ofSeconds(20));

            JsonNode event = JSON.readTree(delivered.getFirst());
            assertThat(event.path("source").asText()).isEqualTo("aws.cloudwatch");
            assertThat(event.path("detail-type").asText()).isEqualTo("Alarm");
            assertThat(event.path("region").asText()).isEqualTo("eu-west-1");
            assertThat(event.path("time").asText()).isEqualTo("2026-03-01T10:00:00Z");
            assertThat(event.path("resources").path(0).asText()).isEqualTo("arn:alarm");
            assertThat(event.path("detail")).isEqualTo(JSON.readTree(DETAIL));
            assertThat(bus.seen()).containsExactly(event);
        }
    }

    @Test
    void shouldRememberButNotDeliverWhatNoRuleMatches() throws Exception {
        try (EventBus bus = bus(rule(ALARMS, Optional.empty()))) {
            bus.publish("aws.cloudwatch", "Alarm", List.of(), JSON.readTree("{\"state\":{\"value\":\"OK\"}}"));
            bus.await(Duration.ofSeconds(20));

            assertThat(delivered).isEmpty();
            assertThat(bus.seen()).hasSize(1);
        }
    }

    @Test
    void shouldNotDeliverByADisabledRule() throws Exception {
        EventRuleDefinition disabled = new EventRuleDefinition(
                "Rule", "rule", "arn:rule", ALARMS, false, List.of(new Target("t", "arn:target", Optional.empty())));
        try (EventBus bus = bus(disabled)) {
            bus.publish("aws.cloudwatch", "Alarm", List.of(), JSON.readTree(DETAIL));
            bus.await(Duration.ofSeconds(20));

            assertThat(delivered).isEmpty();
        }
    }

    @Test
    void shouldDeliverOnlyWhenTheRegionLivesAgain() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        try (EventBus bus = new EventBus(
                "eu-west-1",
                List.of(rule(ALARMS, Optional.empty())),
                (arn, text) -> delivered.add(text),
                dead::await,
                time)) {
            bus.publish("aws.cloudwatch", "Alarm", List.of(), JSON.readTree(DETAIL));
            assertThat(delivered).isEmpty();
            dead.countDown();
            bus.await(Duration.ofSeconds(20));

            assertThat(delivered).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Alarm <name> is on\" | \"Alarm users \\\"eu\\\" is on\"",
                "{\"group\": <name>, \"n\": <count>} | {\"group\": \"users \\\"eu\\\"\", \"n\": 3}",
                "{\"text\": \"<count> of <nothing>\"} | {\"text\": \"3 of \"}",
                "{\"rule\": <aws.events.rule-arn>, \"at\": <aws.events.event.ingestion-time>} | {\"rule\": \"arn:rule\", \"at\": \"2026-03-01T10:00:00Z\"}"
            })
    void shouldFillInATemplate(String template, String expected) throws Exception {
        Input input = new Input.Transformed(
                Map.of("name", "$.detail.name", "count", "$.detail.count", "nothing", "$.detail.nothing"), template);

        assertThat(payload(input)).isEqualTo(expected);
    }

    @Test
    void shouldSendAPartOrAConstantInsteadOfTheEvent() throws Exception {
        assertThat(payload(new Input.Part("$.detail.state"))).isEqualTo("{\"value\":\"ALARM\"}");
        assertThat(payload(new Input.Part("$.resources[0]"))).isEqualTo("\"arn:alarm\"");
        assertThat(payload(new Input.Constant("{\"request\":\"Assess\"}"))).isEqualTo("{\"request\":\"Assess\"}");
    }

    @Test
    void shouldRefuseRulesThatEventBridgeWouldRefuse() {
        assertThatThrownBy(() -> bus(rule("{\"source\":\"aws.s3\"}", Optional.empty())))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("property Rule.EventPattern");
        assertThatThrownBy(() -> bus(rule(ALARMS, Optional.of(new Input.Part("$.detail[*]")))))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Rule.Targets.InputPath");
        assertThatThrownBy(() -> bus(rule(
                        ALARMS, Optional.of(new Input.Transformed(Map.of("name", "$.detail.name"), "\"<nome>\"")))))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("<nome>")
                .hasMessageContaining("[name]");
    }

    private String payload(Input input) throws Exception {
        delivered.clear();
        try (EventBus bus = bus(rule(ALARMS, Optional.of(input)))) {
            bus.publish("aws.cloudwatch", "Alarm", List.of("arn:alarm"), JSON.readTree(DETAIL));
            bus.await(Duration.ofSeconds(20));
            return delivered.getFirst();
        }
    }

    private EventBus bus(EventRuleDefinition rule) {
        return new EventBus("eu-west-1", List.of(rule), (arn, text) -> delivered.add(text), () -> {}, time);
    }

    private static EventRuleDefinition rule(String pattern, Optional<Input> input) {
        return new EventRuleDefinition(
                "Rule", "rule", "arn:rule", pattern, true, List.of(new Target("t", "arn:target", input)));
    }
}
