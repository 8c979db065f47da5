package dev.dynamorecovery.core.audit.finding;

/** How much a broken rule weighs, the worst first; the words are those of Security Hub. */
public enum Severity {
    /** The table cannot be recovered now. */
    CRITICAL,
    /** It can be recovered, not as the plan promises. */
    HIGH,
    /** One more fault, and it cannot be recovered as promised. */
    MEDIUM,
    /** A person will lose time. */
    LOW,
    /** Worth knowing. */
    INFORMATIONAL;

    /** Whether this is as bad as the other or worse. */
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
