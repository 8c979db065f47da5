package dev.dynamorecovery.lab.schedule;

import dev.dynamorecovery.lab.template.TemplateException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a rule is due. */
sealed interface Schedule permits Schedule.Rate, CronSchedule {

    /** The first time after an instant at which the rule is due. */
    Instant next(Instant after);

    /** Every so often. */
    record Rate(Duration period) implements Schedule {

        @Override
        public Instant next(Instant after) {
            return after.plus(period);
        }
    }

    /**
     * Reads a schedule expression.
     *
     * @throws TemplateException when EventBridge would refuse it, or the lab does not know a part of it
     */
    static Schedule parse(String expression) {
        Matcher rate = Pattern.compile("rate\\(([1-9][0-9]{0,5}) (minute|minutes|hour|hours|day|days)\\)")
                .matcher(expression);
        if (rate.matches()) {
            long value = Long.parseLong(rate.group(1));
            String unit = rate.group(2);
            if ((value == 1) == unit.endsWith("s")) {
                throw new TemplateException(
                        "ScheduleExpression " + expression + ": the unit is in the singular for 1, else in the plural");
            }
            return new Rate(
                    switch (unit.charAt(0)) {
                        case 'm' -> Duration.ofMinutes(value);
                        case 'h' -> Duration.ofHours(value);
                        default -> Duration.ofDays(value);
                    });
        }
        Matcher cron = Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\\)")
                .matcher(expression);
        if (cron.matches()) {
            return CronSchedule.of(
                    cron.group(1), cron.group(2), cron.group(3), cron.group(4), cron.group(5), cron.group(6));
        }
        throw new TemplateException("ScheduleExpression " + expression
                + ": write rate(VALUE UNIT), or cron(minutes hours day-of-month month day-of-week year)");
    }
}
