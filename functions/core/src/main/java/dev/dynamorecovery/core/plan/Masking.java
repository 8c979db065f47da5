package dev.dynamorecovery.core.plan;

/** What becomes of an attribute when a copy of the table leaves for another environment. */
public record Masking(String attribute, Method method) {

    public Masking {
        if (attribute.isBlank()) {
            throw new InvalidPlan("masking.attribute", attribute, "name a top-level attribute");
        }
    }

    /** How the attribute is hidden. */
    public enum Method {
        /** A keyed hash takes its place: equal values stay equal. */
        HASH,
        /** A constant of the same type takes its place. */
        REPLACE,
        /** The attribute is left out. */
        REMOVE
    }
}
