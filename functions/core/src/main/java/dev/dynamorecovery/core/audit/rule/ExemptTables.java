package dev.dynamorecovery.core.audit.rule;

import dev.dynamorecovery.core.settings.CopyTags;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables that the audit leaves out, and why. */
public final class ExemptTables {

    /** The tag that leaves a table out; its value is the reason. */
    public static final String EXEMPT = "recovery:exempt";

    /** The tag of the suite's own tables. */
    public static final String ROLE = "recovery:role";

    private static final Set<String> OWN_ROLES = Set.of("control", "index");
    private static final String RESTORE_TEST = "awsbackup-restore-test-";

    private ExemptTables() {}

    /** Why a table of that name with those tags is not audited; empty for a table that is. */
    public static Optional<String> reason(String table, Map<String, String> tags) {
        if (tags.containsKey(EXEMPT)) {
            String told = tags.getOrDefault(EXEMPT, "");
            return Optional.of(told.isBlank() ? "tagged " + EXEMPT + " without a reason" : told);
        }
        if (tags.containsKey(CopyTags.COPY_OF)) {
            return Optional.of("restored copy of " + tags.get(CopyTags.COPY_OF));
        }
        if (table.startsWith(RESTORE_TEST)) {
            return Optional.of("restored by a restore test of AWS Backup");
        }
        return OWN_ROLES.contains(tags.getOrDefault(ROLE, ""))
                ? Optional.of("the suite's own table of the role '" + tags.get(ROLE) + "'")
                : Optional.empty();
    }
}
