package dev.dynamorecovery.core.audit.posture;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.settings.CopyTags;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a table's tags and name say of whether it is audited. */
public final class AuditTags {

    /** The tag that exempts a table; its value is the reason. */
    public static final String EXEMPT = "recovery:exempt";

    /** The tag of the suite's own tables. */
    public static final String ROLE = "recovery:role";

    /** How AWS Backup names the tables that its restore tests make, and deletes again. */
    public static final String RESTORE_TEST_PREFIX = "awsbackup-restore-test-";

    private AuditTags() {}

    /** Whether the table is any business of the audit: neither a restored copy nor the suite's own. */
    public static boolean isAudited(Map<String, String> tags) {
        return !tags.containsKey(CopyTags.COPY_OF) && !tags.containsKey(ROLE);
    }

    /** Why nothing but the tags of the table needs to be looked at; empty where all has to be. */
    public static Optional<String> whyNotLookedAt(Map<String, String> tags) {
        @Nullable String reason = tags.get(EXEMPT);
        if (reason != null) {
            return Optional.of("not looked at: the table is exempt (" + reason + ")");
        }
        return tags.containsKey(RecoveryPlan.TAG)
                ? Optional.empty()
                : Optional.of("not looked at: the table is bound to no plan");
    }
}
