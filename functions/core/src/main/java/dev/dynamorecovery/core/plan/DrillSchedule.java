package dev.dynamorecovery.core.plan;

import java.util.regex.Pattern;

/**
 * When the recovery is rehearsed.
 *
 * @param expression an EventBridge Scheduler expression, such as {@code cron(0 4 ? * SUN *)}
 */
public record DrillSchedule(String expression) {

    private static final Pattern EXPRESSION =
            Pattern.compile("cron\\(\\S+( \\S+){5}\\)|rate\\([1-9][0-9]* (minute|hour|day)s?\\)");

    public DrillSchedule {
        if (!EXPRESSION.matcher(expression).matches()) {
            throw new InvalidPlan("drill.schedule", expression, "write cron(0 4 ? * SUN *) or rate(7 days)");
        }
    }
}
