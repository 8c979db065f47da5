package dev.dynamorecovery.lab.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.template.TemplateException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(1 minute) | 2026-03-01T10:00:30Z | 2026-03-01T10:01:30Z",
                "rate(6 hours) | 2026-03-01T10:00:00Z | 2026-03-01T16:00:00Z",
                "rate(2 days) | 2026-03-01T10:00:00Z | 2026-03-03T10:00:00Z",
                "cron(0 3 * * ? *) | 2026-03-01T03:00:00Z | 2026-03-02T03:00:00Z",
                "cron(0/15 * * * ? *) | 2026-03-01T10:07:12Z | 2026-03-01T10:15:00Z",
                "cron(0 8 ? * MON-FRI *) | 2026-03-06T08:00:00Z | 2026-03-09T08:00:00Z",
                "cron(30 12 1,15 * ? *) | 2026-03-01T12:30:00Z | 2026-03-15T12:30:00Z",
                "cron(0 0 1 JAN ? 2030) | 2026-03-01T00:00:00Z | 2030-01-01T00:00:00Z",
                "cron(0 12 29 2 ? *) | 2026-03-01T00:00:00Z | 2028-02-29T12:00:00Z",
                "cron(0 12 ? * 1 *) | 2026-03-02T00:00:00Z | 2026-03-08T12:00:00Z"
            })
    void shouldTellWhenARuleIsDueNext(String expression, Instant after, Instant next) {
        assertThat(Schedule.parse(expression).next(after)).isEqualTo(next);
    }

    @Test
    void shouldNeverBeDueAfterItsLastYear() {
        assertThat(Schedule.parse("cron(0 0 1 1 ? 2020)").next(Instant.parse("2026-03-01T00:00:00Z")))
                .isEqualTo(Instant.MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 minutes)",
                "rate(2 minute)",
                "rate(0 minutes)",
                "cron(0 3 * * * *)",
                "cron(0 3 ? * ? *)",
                "cron(0 3 L * ? *)",
                "cron(0 3 ? * 2#1 *)",
                "cron(60 3 * * ? *)",
                "cron(0 3 * * ?)",
                "every minute"
            })
    void shouldRefuseWhatIsNoScheduleOrNotKnown(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression)).isInstanceOf(TemplateException.class);
    }
}
