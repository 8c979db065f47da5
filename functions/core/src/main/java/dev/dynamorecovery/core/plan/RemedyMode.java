package dev.dynamorecovery.core.plan;

/** What the audit does about a finding. */
public enum RemedyMode {
    /** It tells. */
    OBSERVE,
    /** It tells, and repairs what is safe to repair. */
    REPAIR
}
