package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.alarm.Alarms;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.eventsource.EventSourceMappings;
import dev.dynamorecovery.lab.schedule.ScheduledRules;
import dev.dynamorecovery.lab.securityhub.SecurityHub;
import dev.dynamorecovery.lab.template.StackDefinition;

/**
 * The stack of one Region, running.
 *
 * @param mappings what delivers its streams and queues to its functions
 * @param rules its rules with a schedule
 * @param events its event bus, which remembers what was said on it
 * @param alarms its alarms as they stand
 * @param securityHub its findings
 */
public record LabStack(
        StackDefinition definition,
        EventSourceMappings mappings,
        ScheduledRules rules,
        EventBus events,
        Alarms alarms,
        SecurityHub securityHub) {

    public String region() {
        return definition.identity().region();
    }
}
