package dev.dynamorecovery.lab.machine.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A definition that the strict loader has accepted.
 *
 * @param text the definition with its substitutions made
 * @param timeout how long an execution may take; null for no bound
 */
public record MachineDefinition(
        String text, Flow flow, @Nullable Duration timeout) {}
