package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.AlarmDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;
import java.util.UUID;

/** The event that a change of an alarm's state is. */
final class AlarmEvent {

    static final String SOURCE = "aws.cloudwatch";
    static final String DETAIL_TYPE = "CloudWatch Alarm State Change";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private AlarmEvent() {}

    static ObjectNode detail(AlarmStatus before, AlarmStatus now) {
        AlarmDefinition alarm = now.definition();
        ObjectNode detail = JSON.createObjectNode().put("alarmName", alarm.name());
        detail.set("state", state(now));
        detail.set("previousState", state(before));
        ObjectNode configuration = detail.putObject("configuration").put("description", alarm.description());
        ObjectNode query = configuration
                .putArray("metrics")
                .addObject()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(alarm.arn().getBytes(StandardCharsets.UTF_8))
                                .toString());
        ObjectNode statistic = query.putObject("metricStat");
        ObjectNode metric = statistic
                .putObject("metric")
                .put("namespace", alarm.namespace())
                .put("name", alarm.metricName());
        new TreeMap<>(alarm.dimensions()).forEach(metric.putObject("dimensions")::put);
        statistic.put("period", alarm.period().toSeconds()).put("stat", alarm.statistic());
        query.put("returnData", true);
        return detail;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static ObjectNode state(AlarmStatus status) {
        return JSON.createObjectNode()
                .put("value", status.state().name())
                .put("reason", status.reason())
                .put("reasonData", status.reasonData())
                .put("timestamp", time(status.since()));
    }
}
