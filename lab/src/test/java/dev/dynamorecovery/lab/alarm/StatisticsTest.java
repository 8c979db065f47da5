package dev.dynamorecovery.lab.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    @ParameterizedTest
    @CsvSource({"Sum, 10", "Average, 2.5", "Minimum, 1", "Maximum, 4", "SampleCount, 4", "p50, 2", "p99, 4", "p25, 1"})
    void shouldKnowEachStatistic(String statistic, double expected) {
        List<Sample> samples = DoubleStream.of(4, 1, 3, 2)
                .mapToObj(value -> Sample.of(Instant.EPOCH, value))
                .toList();

        assertThat(Statistics.of(statistic, samples)).hasValue(expected);
    }

    @Test
    void shouldKnowNothingWithoutSamples() {
        assertThat(Statistics.of("Sum", List.of())).isEmpty();
    }
}
