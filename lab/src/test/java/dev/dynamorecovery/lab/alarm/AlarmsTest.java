package dev.dynamorecovery.lab.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.notification.NotificationService;
import dev.dynamorecovery.lab.notification.PublishedMessage;
import dev.dynamorecovery.lab.template.AlarmDefinition;
import dev.dynamorecovery.lab.template.TopicDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z"));
    private final Metrics metrics = new Metrics();
    private NotificationService topics;
    private EventBus bus;

    @BeforeEach
    void start() {
        topics = new NotificationService(time, message -> {});
        topics.create(new TopicDefinition("Notices", "notices", SampleAlarm.TOPIC, List.of()));
        bus = new EventBus("eu-west-1", List.of(), (arn, text) -> {}, () -> {}, time);
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void shouldGoOffWhenAWholePeriodBreachesAndNotBefore() {
        Alarms alarms = alarms(SampleAlarm.of(1, 1, "notBreaching"));
        alarms.evaluate();
        metrics.put(SampleAlarm.METRIC, Sample.of(time.now().plusSeconds(5), 1));
        time.advance(Duration.ofSeconds(30));
        alarms.evaluate();
        assertThat(state(alarms)).isEqualTo(AlarmState.OK);

        time.advance(Duration.ofSeconds(30));
        alarms.evaluate();
        assertThat(state(alarms)).isEqualTo(AlarmState.ALARM);

        time.advance(Duration.ofMinutes(3));
        alarms.evaluate();
        assertThat(state(alarms)).isEqualTo(AlarmState.OK);
    }

    @Test
    void shouldTellTheEventBusOfEachChangeAsCloudWatchDoes() {
        Alarms alarms = alarms(SampleAlarm.of(1, 1, "notBreaching"));
        alarms.evaluate();
        metrics.put(SampleAlarm.METRIC, Sample.of(time.now(), 2));
        time.advance(Duration.ofMinutes(1));
        alarms.evaluate();
        alarms.evaluate();

        assertThat(bus.seen()).hasSize(2);
        JsonNode event = bus.seen().getLast();
        assertThat(event.path("source").asText()).isEqualTo("aws.cloudwatch");
        assertThat(event.path("detail-type").asText()).isEqualTo("CloudWatch Alarm State Change");
        assertThat(event.at("/detail/alarmName").asText()).isEqualTo("failures");
        assertThat(event.at("/detail/state/value").asText()).isEqualTo("ALARM");
        assertThat(event.at("/detail/state/timestamp").asText()).isEqualTo("2026-03-01T10:01:00.000+0000");
        assertThat(event.at("/detail/previousState/value").asText()).isEqualTo("OK");
        assertThat(event.at("/detail/configuration/metrics/0/metricStat/metric/dimensions/FunctionName")
                        .asText())
                .isEqualTo("worker");
    }

    @Test
    void shouldTellTheTopicsOfItsActionsOnly() throws Exception {
        Alarms alarms = alarms(SampleAlarm.of(1, 1, "notBreaching"));
        alarms.evaluate();
        assertThat(topics.messages()).isEmpty();
        metrics.put(SampleAlarm.METRIC, Sample.of(time.now(), 2));
        time.advance(Duration.ofMinutes(1));
        alarms.evaluate();

        PublishedMessage message = topics.messages().getFirst();
        assertThat(message.subject()).isEqualTo("ALARM: \"failures\" in EU (Ireland)");
        JsonNode text = JSON.readTree(message.message());
        assertThat(text.path("NewStateValue").asText()).isEqualTo("ALARM");
        assertThat(text.at("/Trigger/MetricName").asText()).isEqualTo("Errors");
    }

    @Test
    void shouldHoldAStateThatSomebodySetUntilThePeriodEnds() {
        Alarms alarms = alarms(SampleAlarm.of(1, 1, "notBreaching"));
        alarms.evaluate();
        assertThat(alarms.set("failures", AlarmState.ALARM, "drill", "{}")).isTrue();
        alarms.evaluate();
        assertThat(state(alarms)).isEqualTo(AlarmState.ALARM);
        assertThat(bus.seen().getLast().at("/detail/state/reason").asText()).isEqualTo("drill");
        int events = bus.seen().size();
        alarms.set("failures", AlarmState.ALARM, "drill again", "{}");
        assertThat(bus.seen()).hasSize(events);
        assertThat(alarms.status("failures").orElseThrow().reason()).isEqualTo("drill again");

        time.advance(Duration.ofMinutes(1));
        alarms.evaluate();
        assertThat(state(alarms)).isEqualTo(AlarmState.OK);
        assertThat(alarms.set("nobody", AlarmState.ALARM, "drill", "{}")).isFalse();
    }

    private Alarms alarms(AlarmDefinition definition) {
        return new Alarms(List.of(definition), metrics, time, new AlarmNotices("eu-west-1", bus, topics));
    }

    private static AlarmState state(Alarms alarms) {
        return alarms.status("failures").orElseThrow().state();
    }
}
