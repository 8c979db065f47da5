package dev.dynamorecovery.core.audit.posture;

import java.util.Set;

/** Which tables are audited. */
public sealed interface AuditScope {

    /** All of the Region. */
    record Everything() implements AuditScope {}

    /** These, by name. */
    record Tables(Set<String> names) implements AuditScope {
        public Tables {
            names = Set.copyOf(names);
        }
    }
}
