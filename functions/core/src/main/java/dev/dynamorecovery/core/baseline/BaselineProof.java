package dev.dynamorecovery.core.baseline;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the state that a baseline keeps was proven. */
public enum BaselineProof {
    /** Two readings of the table, a whole second apart, saw the same. */
    @JsonProperty("QuietReadings")
    QUIET_READINGS("two equal readings of the quiet table"),
    /** A restored copy was found to be what an earlier baseline and the change log say. */
    @JsonProperty("VerifiedCopy")
    VERIFIED_COPY("a restored copy that was verified by the change log"),
    /** One reading of the table while it was written, with the changes of that time laid over it. */
    @JsonProperty("LoggedReading")
    LOGGED_READING("a reading of the table, made exact by the change log");

    private final String words;

    BaselineProof(String words) {
        this.words = words;
    }

    /** The proof in words. */
    public String words() {
        return words;
    }
}
