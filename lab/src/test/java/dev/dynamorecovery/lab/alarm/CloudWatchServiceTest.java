package dev.dynamorecovery.lab.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CloudWatchServiceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    private CloudWatchService service;
    private LabFront front;
    private CloudWatchClient client;

    @BeforeEach
    void start() throws Exception {
        VirtualLabTime time = new VirtualLabTime(NOW);
        Metrics metrics = new Metrics();
        Alarms alarms = new Alarms(List.of(SampleAlarm.of(5, 3, "notBreaching")), metrics, time, (before, now) -> {});
        service = new CloudWatchService(Map.of("eu-west-1", new CloudWatchRegion(metrics, alarms)), time);
        front = LabFront.start(0, call -> {});
        front.serve(service);
        client = LabClients.of(CloudWatchClient.builder(), front.endpoint(), Region.EU_WEST_1);
    }

    @AfterEach
    void stop() {
        client.close();
        front.close();
    }

    @Test
    void shouldDescribeAnAlarmWithItsStateAndDefinition() {
        MetricAlarm alarm = client.describeAlarms(request -> request.alarmNamePrefix("fail"))
                .metricAlarms()
                .getFirst();

        assertThat(alarm.alarmName()).isEqualTo("failures");
        assertThat(alarm.stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        assertThat(alarm.stateUpdatedTimestamp()).isEqualTo(NOW);
        assertThat(alarm.datapointsToAlarm()).isEqualTo(3);
        assertThat(alarm.threshold()).isEqualTo(1);
        assertThat(alarm.alarmActions()).containsExactly(SampleAlarm.TOPIC);
        assertThat(alarm.dimensions().getFirst().value()).isEqualTo("worker");
        assertThat(client.describeAlarms(request -> request.alarmNames("other")).metricAlarms())
                .isEmpty();
        assertThat(client.describeAlarms(request -> request.stateValue(StateValue.OK))
                        .metricAlarms())
                .isEmpty();
    }

    @Test
    void shouldSetAStateAndRefuseAnUnknownAlarm() {
        client.setAlarmState(request ->
                request.alarmName("failures").stateValue(StateValue.ALARM).stateReason("drill"));

        assertThat(client.describeAlarms().metricAlarms().getFirst().stateReason())
                .isEqualTo("drill");
        assertThatThrownBy(() -> client.setAlarmState(request ->
                        request.alarmName("other").stateValue(StateValue.ALARM).stateReason("drill")))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("ResourceNotFound"));
    }

    @Test
    void shouldPageThroughAlarmsThatAClientMade() {
        for (int number = 0; number < 60; number++) {
            String name = "orders-" + number;
            client.putMetricAlarm(request -> request.alarmName(name)
                    .namespace("AWS/DynamoDB")
                    .metricName("ThrottledRequests")
                    .dimensions(
                            Dimension.builder()
                                    .name("TableName")
                                    .value("orders")
                                    .build(),
                            Dimension.builder()
                                    .name("Operation")
                                    .value("PutItem")
                                    .build())
                    .statistic(Statistic.SUM)
                    .period(60)
                    .evaluationPeriods(5)
                    .threshold(1.0)
                    .comparisonOperator("GreaterThanOrEqualToThreshold")
                    .alarmActions(SampleAlarm.TOPIC));
        }

        assertThat(client.describeAlarms().metricAlarms()).hasSize(50);
        assertThat(client
                        .describeAlarmsPaginator(
                                request -> request.alarmNamePrefix("orders-").maxRecords(7))
                        .metricAlarms()
                        .stream()
                        .map(MetricAlarm::alarmName))
                .hasSize(60)
                .doesNotHaveDuplicates();
        assertThat(client.describeAlarms(request -> request.alarmTypesWithStrings("CompositeAlarm"))
                        .metricAlarms())
                .isEmpty();
        assertThat(client.describeAlarmsForMetric(request -> request.namespace("AWS/DynamoDB")
                                .metricName("ThrottledRequests")
                                .dimensions(
                                        Dimension.builder()
                                                .name("TableName")
                                                .value("orders")
                                                .build(),
                                        Dimension.builder()
                                                .name("Operation")
                                                .value("PutItem")
                                                .build()))
                        .metricAlarms())
                .hasSize(60);
    }

    @Test
    void shouldTakeAnAlarmsActionsFromItAndDeleteItForGood() {
        client.disableAlarmActions(request -> request.alarmNames("failures"));
        assertThat(client.describeAlarms().metricAlarms().getFirst().actionsEnabled())
                .isFalse();
        client.enableAlarmActions(request -> request.alarmNames("failures"));
        assertThat(client.describeAlarms().metricAlarms().getFirst().actionsEnabled())
                .isTrue();

        assertThatThrownBy(() -> client.deleteAlarms(request -> request.alarmNames("failures", "other")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("other");
        assertThat(client.describeAlarms().metricAlarms()).hasSize(1);
        client.deleteAlarms(request -> request.alarmNames("failures"));
        assertThat(client.describeAlarms().metricAlarms()).isEmpty();
    }

    @Test
    void shouldRefuseAnAlarmThatItCannotJudge() {
        assertThatThrownBy(() -> client.putMetricAlarm(request -> request.alarmName("odd")
                        .namespace("AWS/DynamoDB")
                        .metricName("ThrottledRequests")
                        .statistic(Statistic.SUM)
                        .period(61)
                        .evaluationPeriods(1)
                        .threshold(1.0)
                        .comparisonOperator("GreaterThanThreshold")))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("Period is 61");
    }

    @Test
    void shouldKeepMetricsAndTellTheirStatistics() {
        Dimension region = Dimension.builder().name("Region").value("eu").build();
        for (double value : new double[] {2, 4}) {
            MetricDatum datum = MetricDatum.builder()
                    .metricName("Latency")
                    .timestamp(NOW.plusSeconds(10))
                    .value(value)
                    .dimensions(region)
                    .build();
            client.putMetricData(request -> request.namespace("Drill").metricData(datum));
        }

        List<Datapoint> datapoints = client.getMetricStatistics(request -> request.namespace("Drill")
                        .metricName("Latency")
                        .dimensions(region)
                        .startTime(NOW)
                        .endTime(NOW.plusSeconds(120))
                        .period(60)
                        .statistics(Statistic.AVERAGE, Statistic.SAMPLE_COUNT))
                .datapoints();
        assertThat(datapoints).singleElement().satisfies(datapoint -> {
            assertThat(datapoint.average()).isEqualTo(3);
            assertThat(datapoint.sampleCount()).isEqualTo(2);
            assertThat(datapoint.timestamp()).isEqualTo(NOW);
        });
        assertThat(client.listMetrics().metrics())
                .singleElement()
                .satisfies(metric -> assertThat(metric.namespace()).isEqualTo("Drill"));
    }

    @Test
    void shouldRefuseWhatItDoesNotHave() {
        assertThatThrownBy(() -> client.describeAlarmHistory(request -> {}))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidAction"));
    }

    @Test
    void shouldSpeakCborToNewerClientsWithTimesTaggedAsTimes() throws Exception {
        LabResponse answer = post("DescribeAlarms", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("smithy-protocol", "rpc-v2-cbor");
        JsonNode alarm = CBOR.readTree(answer.body()).path("MetricAlarms").path(0);
        assertThat(alarm.path("StateUpdatedTimestamp").doubleValue()).isEqualTo((double) NOW.getEpochSecond());
        // Tag 1 is one byte, 0xC1; the double behind it begins with 0xFB.
        assertThat(answer.body()).containsSequence((byte) 0xC1, (byte) 0xFB);

        LabResponse refused =
                post("SetAlarmState", Map.of("AlarmName", "other", "StateValue", "OK", "StateReason", "r"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(CBOR.readTree(refused.body()).path("__type").asText())
                .isEqualTo("com.amazonaws.cloudwatch#ResourceNotFound");
    }

    private LabResponse post(String operation, Map<String, String> input) throws Exception {
        return service.handle(new LabRequest(
                "eu-west-1",
                "KEY",
                "POST",
                "/service/GraniteServiceVersion20100801/operation/" + operation,
                "",
                Map.of("smithy-protocol", List.of("rpc-v2-cbor")),
                CBOR.writeValueAsBytes(input)));
    }
}
