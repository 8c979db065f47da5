package dev.dynamorecovery.core.baseline;

import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.settings.TableSettings;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a baseline: the state of a table that was proven for a window of time, be it a single instant.
 *
 * @param baseline its identifier
 * @param tableArn the table it was taken of
 * @param instant the whole second to restore to so that the restored state is this one
 * @param quiet the window in which the state is proven to have been this one: between two equal readings of the table,
 *     or only the instant itself
 * @param itemCount how many items the table held
 * @param digest where the bucket digest lies, relative to the baseline's folder
 * @param fingerprints where the items' fingerprints lie, relative to the baseline's folder
 * @param corrections where the items lie whose state at the instant is not that of their fingerprints, relative to the
 *     baseline's folder; null for none
 * @param proof how the state was proven; null in version 1, which knew only quiet readings
 * @param hashKey the key of all hashes, 256 random bits in hexadecimal; it never leaves the manifest
 * @param plan the name of the plan that the table was bound to
 * @param planVersion the plan's content hash
 */
public record BaselineManifest(
        int formatVersion,
        String baseline,
        String table,
        String tableArn,
        Instant instant,
        QuietWindow quiet,
        long itemCount,
        TableSettings settings,
        String digest,
        String fingerprints,
        @Nullable String corrections,
        @Nullable BaselineProof proof,
        String hashKey,
        String plan,
        String planVersion) {

    /** The version of the form written here; version 1, which is read too, had no corrections and no proof. */
    public static final int FORMAT_VERSION = 2;

    private static final int OLDEST_VERSION = 1;

    private static final Pattern HASH_KEY = Pattern.compile("[0-9a-f]{64}");

    public BaselineManifest {
        if (formatVersion < OLDEST_VERSION || formatVersion > FORMAT_VERSION) {
            throw new IllegalArgumentException("formatVersion = %d: this release reads baselines of versions %d to %d"
                    .formatted(formatVersion, OLDEST_VERSION, FORMAT_VERSION));
        }
        if (!HASH_KEY.matcher(hashKey).matches()) {
            throw new IllegalArgumentException("hashKey: give 256 bits as 64 hexadecimal digits");
        }
        if (itemCount < 0) {
            throw new IllegalArgumentException("itemCount = " + itemCount + ": give zero or more");
        }
        if (instant.isBefore(quiet.from()) || instant.isAfter(quiet.until())) {
            throw new IllegalArgumentException("instant = %s: it must lie in the quiet window from %s to %s"
                    .formatted(instant, quiet.from(), quiet.until()));
        }
    }

    /** How the state was proven. */
    public BaselineProof provenBy() {
        return proof == null ? BaselineProof.QUIET_READINGS : proof;
    }

    /** Leaves the key out: a manifest may end up in a log. */
    @Override
    public String toString() {
        return "baseline %s of %s at %s".formatted(baseline, tableArn, instant);
    }
}
