package dev.dynamorecovery.core.verification;

import java.time.Instant;
import java.util.Optional;

/**
 * That a restore of a table was judged: one object for the newest that passed and one for the newest that did not, so that
 * the times at which they were written tell when a table was last proven, for all tables in one listing.
 *
 * @param verdict the outcome, such as {@code Consistent}
 * @param objectivesMet whether it kept the plan's RTO and RPO
 * @param report where the report lies
 */
public record RestoreProof(String table, Instant judgedAt, String verdict, boolean objectivesMet, String report) {

    /** What the keys of all proofs start with. */
    public static final String FOLDER = "proofs/";

    private static final String PASSED = "/passed.json";
    private static final String FAILED = "/failed.json";

    /** What the keys of a table's proofs start with. */
    public static String folder(String table) {
        return FOLDER + table + "/";
    }

    /** Whether the restore proves that the table can be recovered as promised. */
    public boolean passed() {
        return verdict.equals("Consistent") && objectivesMet;
    }

    public String key() {
        return FOLDER + table + (passed() ? PASSED : FAILED);
    }

    /** The table of a key that is a passed proof's. */
    public static Optional<String> passed(String key) {
        return table(key, PASSED);
    }

    /** The table of a key that is a failed proof's. */
    public static Optional<String> failed(String key) {
        return table(key, FAILED);
    }

    private static Optional<String> table(String key, String end) {
        return key.startsWith(FOLDER) && key.endsWith(end) && key.length() > FOLDER.length() + end.length()
                ? Optional.of(key.substring(FOLDER.length(), key.length() - end.length()))
                : Optional.empty();
    }
}
