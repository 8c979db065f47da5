package dev.dynamorecovery.core.failover.control;

/**
 * A person's word that goes over a refusal; it stays in the timeline.
 *
 * @param by who takes the responsibility
 * @param reason why the refusal does not hold this time
 */
public record NamedOverride(String by, String reason) {

    public NamedOverride {
        if (by.isBlank()) {
            throw new IllegalArgumentException("override.by is empty: name the person who takes the responsibility");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("override.reason is empty: say why the refusal does not hold this time");
        }
    }
}
