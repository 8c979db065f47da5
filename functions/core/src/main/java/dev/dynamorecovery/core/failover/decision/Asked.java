package dev.dynamorecovery.core.failover.decision;

import dev.dynamorecovery.core.failover.control.NamedOverride;
import java.util.Optional;

/**
 * Who asks whether a group has to fail over.
 *
 * @param automatic an alarm or a schedule; else a person
 * @param target where to; empty for the plan's own choice
 * @param override the person who goes over what may be gone over
 */
public record Asked(boolean automatic, Optional<String> target, Optional<NamedOverride> override) {

    public Asked {
        if (automatic && override.isPresent()) {
            throw new IllegalArgumentException("a machine may not override: name the person who asks");
        }
    }

    /** An alarm or a schedule. */
    public static Asked byMachine() {
        return new Asked(true, Optional.empty(), Optional.empty());
    }

    /** A person. */
    public static Asked byPerson(String target, Optional<NamedOverride> override) {
        return new Asked(false, Optional.of(target), override);
    }

    boolean overridden() {
        return override.isPresent();
    }
}
