package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.template.AlarmDefinition;
import java.time.Instant;

/**
 * An alarm as it stands.
 *
 * @param reason why, in a sentence
 * @param reasonData the same for machines, as JSON
 * @param since when it took the state
 */
public record AlarmStatus(
        AlarmDefinition definition, AlarmState state, String reason, String reasonData, Instant since) {}
