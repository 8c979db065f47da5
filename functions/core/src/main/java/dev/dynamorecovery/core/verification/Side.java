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
    SECOND("second"),

    /** The table in the Region that took writes, compared with that of another Region. */
    @JsonProperty("serving")
    SERVING("serving"),

    /** The table in the Region that is to take writes. */
    @JsonProperty("target")
    TARGET("target");

    private final String folder;

    Side(String folder) {
        this.folder = folder;
    }

    /** The side's name in keys of objects. */
    public String folder() {
        return folder;
    }
}
