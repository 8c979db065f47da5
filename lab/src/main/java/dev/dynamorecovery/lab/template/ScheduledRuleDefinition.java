package dev.dynamorecovery.lab.template;

import java.util.List;
import java.util.Optional;

/**
 * A rule of the template that invokes functions on a schedule.
 *
 * @param schedule <code>rate(…)</code> or <code>cron(…)</code>
 */
public record ScheduledRuleDefinition(
        String logicalId, String name, String arn, String schedule, boolean enabled, List<Target> targets) {

    /**
     * A function that the rule invokes.
     *
     * @param input the constant event; empty means EventBridge's own
     */
    public record Target(String id, String functionArn, Optional<String> input) {}
}
