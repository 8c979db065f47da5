package dev.dynamorecovery.core.audit.gate;

import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.document.InvalidField;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The backups that are taken for releases: what they are called, and which are no longer needed. */
public final class ReleaseBackups {

    private static final String PREFIX = "release-";
    private static final int LONGEST_NAME_CHARACTERS = 255;
    private static final Pattern RELEASE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}");

    private ReleaseBackups() {}

    /**
     * The name of a table's backup for a release: the same for each try, so that a second one finds the first. Throws
     * {@link InvalidField} for a release that no backup can be named after.
     */
    public static String name(String release, String table) {
        if (!RELEASE.matcher(release).matches()) {
            throw new InvalidField(
                    "release", release, "give 1 to 64 of a-z, A-Z, 0-9, _, . and -, starting with a letter or digit");
        }
        String name = PREFIX + release + "-" + table;
        return name.length() <= LONGEST_NAME_CHARACTERS ? name : name.substring(0, LONGEST_NAME_CHARACTERS);
    }

    /**
     * The backups of a table that can be deleted: taken for a release, available, and older than the plan keeps them. The
     * table's newest available backup stays, however old, and so does whatever this suite did not name.
     *
     * @param backups all of one table
     * @param retention how long the plan keeps backups
     */
    public static List<OnDemandBackup> expired(
            String table, List<OnDemandBackup> backups, Duration retention, Instant now) {
        Optional<OnDemandBackup> newest = backups.stream()
                .filter(ReleaseBackups::available)
                .max(Comparator.comparing(OnDemandBackup::createdAt).thenComparing(OnDemandBackup::arn));
        return backups.stream()
                .filter(ReleaseBackups::available)
                .filter(backup -> named(backup.name(), table))
                .filter(backup -> backup.createdAt().plus(retention).isBefore(now))
                .filter(backup -> !backup.equals(newest.orElseThrow()))
                .sorted(Comparator.comparing(OnDemandBackup::createdAt))
                .toList();
    }

    private static boolean available(OnDemandBackup backup) {
        return backup.status().equals("AVAILABLE");
    }

    /** Whether the name is one that {@link #name} gives for that table. */
    private static boolean named(String name, String table) {
        return name.startsWith(PREFIX)
                && (name.length() == LONGEST_NAME_CHARACTERS || name.endsWith("-" + table))
                && name.length() > PREFIX.length() + 1;
    }
}
