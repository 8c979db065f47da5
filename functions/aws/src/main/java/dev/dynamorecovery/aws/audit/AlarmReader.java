package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.MetricAlarm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** Reads the alarms on metrics of tables, those that calculate with several metrics included. */
final class AlarmReader {

    private static final String NAMESPACE = "AWS/DynamoDB";
    private static final String TABLE = "TableName";

    private final CloudWatchClient cloudWatch;

    AlarmReader(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    ByTable<List<MetricAlarm>> all() {
        return ByTable.all(Look.at("cloudwatch:DescribeAlarms", this::read), List.of());
    }

    private Map<String, List<MetricAlarm>> read() {
        Map<String, List<MetricAlarm>> tables = new LinkedHashMap<>();
        cloudWatch
                .describeAlarmsPaginator(request -> request.alarmTypes(AlarmType.METRIC_ALARM))
                .metricAlarms()
                .forEach(alarm -> alarms(alarm).forEach(seen -> {
                    @Nullable String table = seen.dimensions().get(TABLE);
                    if (table != null) {
                        tables.computeIfAbsent(table, name -> new ArrayList<>()).add(seen);
                    }
                }));
        return tables;
    }

    private static Stream<MetricAlarm> alarms(software.amazon.awssdk.services.cloudwatch.model.MetricAlarm alarm) {
        if (NAMESPACE.equals(alarm.namespace())) {
            return Stream.of(alarm(alarm, alarm.metricName(), alarm.dimensions()));
        }
        return alarm.metrics().stream()
                .map(MetricDataQuery::metricStat)
                .filter(stat -> stat != null && NAMESPACE.equals(stat.metric().namespace()))
                .map(stat ->
                        alarm(alarm, stat.metric().metricName(), stat.metric().dimensions()));
    }

    private static MetricAlarm alarm(
            software.amazon.awssdk.services.cloudwatch.model.MetricAlarm alarm,
            String metric,
            List<Dimension> dimensions) {
        return new MetricAlarm(
                alarm.alarmName(),
                metric,
                dimensions.stream().collect(Collectors.toMap(Dimension::name, Dimension::value)),
                Boolean.TRUE.equals(alarm.actionsEnabled()),
                alarm.alarmActions());
    }
}
