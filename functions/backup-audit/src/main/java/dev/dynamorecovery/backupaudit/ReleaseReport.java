package dev.dynamorecovery.backupaudit;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the check of a release ended, as it is kept as evidence.
 *
 * @param verdict {@code Passed} or {@code Failed}
 */
record ReleaseReport(
        int formatVersion,
        String release,
        String execution,
        String account,
        String region,
        Instant judgedAt,
        double timeScale,
        String verdict,
        List<Table> tables,
        List<Expired> expiring,
        List<KeptAudit> before,
        List<KeptAudit> after) {

    static final int FORMAT_VERSION = 1;
    static final String PASSED = "Passed";
    static final String FAILED = "Failed";

    /**
     * @param backup the ARN of the backup that can be gone back to, or null
     * @param reasons why the table holds up the release; none where it does not
     */
    record Table(String table, @Nullable String backup, List<String> reasons) {}

    /** A backup of an earlier release that is older than its table's plan keeps it. */
    record Expired(String table, String arn) {}

    String markdown() {
        return """
                # Release %s: %s

                | | |
                |---|---|
                | account | %s |
                | region | %s |
                | judged | %s |
                | execution | %s |

                %s
                %s
                """.formatted(
                        release,
                        verdict.equals(PASSED) ? "it may go ahead" : "it may not go ahead",
                        account,
                        region,
                        judgedAt,
                        execution,
                        tables.stream().map(ReleaseReport::section).collect(Collectors.joining("\n")),
                        expiring.isEmpty()
                                ? ""
                                : "## Backups of earlier releases that have expired\n\n"
                                        + expiring.stream()
                                                .map(expired -> "- %s: `%s`".formatted(expired.table(), expired.arn()))
                                                .collect(Collectors.joining("\n")));
    }

    private static String section(Table table) {
        return "## %s\n\n%s\n"
                .formatted(
                        table.table(),
                        table.reasons().isEmpty()
                                ? "It can be taken back to `%s`.".formatted(table.backup())
                                : table.reasons().stream()
                                        .map(reason -> "- " + reason)
                                        .collect(Collectors.joining("\n")));
    }
}
