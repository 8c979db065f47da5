package dev.dynamorecovery.core.baseline;

import dev.dynamorecovery.core.restore.QuietWindow;
import dev.dynamorecovery.core.settings.TableSettings;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What is known of a baseline: the state of a table that was proven to be one and the same for a window of time.
 *
 * @param baseline its identifier
 * @param tableArn the table it was taken of
 * @param instant the whole second to restore to so that the restored state is this one
 * @param quiet the window in which two digests proved the state to be this one
 * @param itemCount how many items the table held
 * @param digest where the bucket digest lies, relative to the baseline's folder
 * @param fingerprints where the items' fingerprints lie, relative to the baseline's folder
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
        String hashKey,
        String plan,
        String planVersion) {

    /** The version of the form written here; a reader refuses any other. */
    public static final int FORMAT_VERSION = 1;

    private static final Pattern HASH_KEY = Pattern.compile("[0-9a-f]{64}");

    public BaselineManifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("formatVersion = %d: this release reads baselines of version %d"
                    .formatted(formatVersion, FORMAT_VERSION));
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

    /** Leaves the key out: a manifest may end up in a log. */
    @Override
    public String toString() {
        return "baseline %s of %s at %s".formatted(baseline, tableArn, instant);
    }
}
