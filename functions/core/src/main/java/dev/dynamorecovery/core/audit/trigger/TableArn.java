package dev.dynamorecovery.core.audit.trigger;

import dev.dynamorecovery.core.audit.posture.AuditScope;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table that a name or an ARN of DynamoDB is about: the table's own, or one of its streams, indexes or backups. */
final class TableArn {

    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:dynamodb:[^:]*:[^:]*:table/([a-zA-Z0-9_.-]{3,255})(/.*)?");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    /** AWS Backup's restore tests: copies, gone within hours. */
    private static final String RESTORE_TEST = "awsbackup-restore-test-";

    private TableArn() {}

    /** The name of the table; empty for another resource. */
    static Optional<String> table(String nameOrArn) {
        Matcher arn = ARN.matcher(nameOrArn);
        if (arn.matches()) {
            return Optional.of(arn.group(1));
        }
        return NAME.matcher(nameOrArn).matches() ? Optional.of(nameOrArn) : Optional.empty();
    }

    static boolean isRestoreTest(String table) {
        return table.startsWith(RESTORE_TEST);
    }

    static AuditScope scope(String table) {
        return new AuditScope.Tables(Set.of(table));
    }
}
