package dev.dynamorecovery.core.replay;

/** Why an item is left as it is. */
public enum ConflictCause {
    /** A change of the item starts from another state than the change before it left: one is missing between. */
    CHANGE_MISSING("a change of the item is missing from the log"),
    /** A change that is kept was made to an item that a change left out had made. */
    BUILT_ON_LEFT_OUT("a kept change was made to an item, or in a map, that only a change left out had made"),
    /** The table holds the item in a state that the log does not know. */
    UNKNOWN_STATE("the table holds the item in a state that the log does not know"),
    /** Somebody changed meanwhile what would be changed. */
    CHANGED_MEANWHILE("somebody changed meanwhile what would be changed"),
    /** More values differ than one conditional write can hold. */
    TOO_MANY_VALUES("more values would change than one conditional write can hold");

    private final String words;

    ConflictCause(String words) {
        this.words = words;
    }

    /** The cause in words. */
    public String words() {
        return words;
    }
}
