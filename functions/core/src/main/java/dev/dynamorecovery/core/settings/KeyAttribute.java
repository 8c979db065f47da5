package dev.dynamorecovery.core.settings;

/**
 * One attribute of a primary key or an index key.
 *
 * @param type {@code S}, {@code N} or {@code B}
 */
public record KeyAttribute(String name, Role role, Type type) {

    /** Its place in the key. */
    public enum Role {
        HASH,
        RANGE
    }

    /** The types that a key attribute can have. */
    public enum Type {
        S,
        N,
        B
    }

    @Override
    public String toString() {
        return name + " (" + role + " " + type + ")";
    }
}
