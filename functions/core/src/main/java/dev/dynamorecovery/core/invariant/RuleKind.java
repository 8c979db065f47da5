package dev.dynamorecovery.core.invariant;

/** What a rule of a plan speaks about. */
public enum RuleKind {
    INVARIANT,
    REFERENCE,
    AGGREGATE
}
