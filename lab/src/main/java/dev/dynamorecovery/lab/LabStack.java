package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.eventsource.EventSourceMappings;
import dev.dynamorecovery.lab.schedule.ScheduledRules;
import dev.dynamorecovery.lab.template.StackDefinition;

/**
 * The stack of one Region, running.
 *
 * @param mappings what delivers its streams and queues to its functions
 * @param rules its rules with a schedule
 * @param events its event bus: what was said on it, by whom
 */
public record LabStack(
        StackDefinition definition, EventSourceMappings mappings, ScheduledRules rules, EventBus events) {

    public String region() {
        return definition.identity().region();
    }
}
