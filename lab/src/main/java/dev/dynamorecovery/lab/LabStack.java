package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.eventsource.EventSourceMappings;
import dev.dynamorecovery.lab.schedule.ScheduledRules;
import dev.dynamorecovery.lab.template.StackDefinition;

/**
 * The stack of one Region, running.
 *
 * @param mappings what delivers its streams and queues to its functions
 * @param rules its rules with a schedule
 */
public record LabStack(StackDefinition definition, EventSourceMappings mappings, ScheduledRules rules) {

    public String region() {
        return definition.identity().region();
    }
}
