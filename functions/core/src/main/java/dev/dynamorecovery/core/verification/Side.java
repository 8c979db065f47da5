package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which reading of which table a digest is of. */
public enum Side {
    /** The copy that a restore made. */
    @JsonProperty("restored")
    RESTORED("restored"),
    /** The first reading of the live table. */
    @JsonProperty("first")
    FIRST("first"),
    /** The second reading of the live table: equal to the first, it proves that the table held still. */
    @JsonProperty("second")
    SECOND("second");

    private final String folder;

    Side(String folder) {
        this.folder = folder;
    }

    /** The side's name in keys of objects. */
    public String folder() {
        return folder;
    }
}
