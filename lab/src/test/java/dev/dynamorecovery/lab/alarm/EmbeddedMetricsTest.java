package dev.dynamorecovery.lab.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {

    private static final Instant AT = Instant.ofEpochMilli(1_772_359_200_000L);

    private final Metrics metrics = new Metrics();

    @Test
    void shouldKeepEachMetricUnderEachSetOfDimensions() {
        EmbeddedMetrics.keep("""
                {"_aws":{"Timestamp":1772359200000,"CloudWatchMetrics":[{"Namespace":"DynamoRecovery",\
                "Dimensions":[["service"],["service","table"]],"Metrics":[{"Name":"Rpo","Unit":"Seconds"},{"Name":"Out"}]}]},\
                "service":"change-log","table":"users","Rpo":3.5,"Out":[1,2]}""", metrics);

        assertThat(metrics.metrics()).hasSize(4);
        assertThat(samples(new MetricId("DynamoRecovery", "Rpo", Map.of("service", "change-log"))))
                .containsExactly(Sample.of(AT, 3.5));
        assertThat(samples(new MetricId("DynamoRecovery", "Out", Map.of("service", "change-log", "table", "users"))))
                .containsExactly(Sample.of(AT, 1), Sample.of(AT, 2));
    }

    @Test
    void shouldCountValuesAsOftenAsTheyWereMeasured() {
        EmbeddedMetrics.keep("""
                {"_aws":{"Timestamp":1772359200000,"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[],\
                "Metrics":[{"Name":"M"}]}]},"M":{"Values":[4],"Counts":[3]}}""", metrics);

        List<Sample> samples = samples(new MetricId("N", "M", Map.of()));
        assertThat(Statistics.of("Sum", samples)).hasValue(12);
        assertThat(Statistics.of("SampleCount", samples)).hasValue(3);
    }

    @Test
    void shouldMeasureNothingInOtherLines() {
        EmbeddedMetrics.keep("START RequestId: 1", metrics);
        EmbeddedMetrics.keep("{\"message\":\"_aws\"}", metrics);
        EmbeddedMetrics.keep("{\"_aws\": broken", metrics);

        assertThat(metrics.metrics()).isEmpty();
    }

    private List<Sample> samples(MetricId metric) {
        return metrics.samples(metric, AT, AT.plusMillis(1));
    }
}
