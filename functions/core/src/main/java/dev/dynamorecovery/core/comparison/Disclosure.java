package dev.dynamorecovery.core.comparison;

/** Whether differences show values. */
public enum Disclosure {
    /** Types only. Item keys are shown always: a difference has to be named. */
    REDACTED,
    /** Values too. */
    REVEALED
}
