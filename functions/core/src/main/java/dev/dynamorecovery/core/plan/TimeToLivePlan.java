package dev.dynamorecovery.core.plan;

/** How a table's items expire. */
public sealed interface TimeToLivePlan {

    /** By the time in an attribute. */
    record ByAttribute(String attribute) implements TimeToLivePlan {}

    /** Not at all: whatever expires would be lost unasked. */
    record Never() implements TimeToLivePlan {}
}
