package dev.dynamorecovery.core.audit.trigger;

import java.util.Arrays;
import java.util.Optional;

/** Why an audit runs. */
public enum AuditReason {
    SCHEDULE("schedule"),
    BACKUP_EVENT("backup-event"),
    API_CALL("api-call"),
    MANUAL("manual"),
    RELEASE("release");

    private final String label;

    AuditReason(String label) {
        this.label = label;
    }

    /** As documents write it. */
    public String label() {
        return label;
    }

    /** The reason that documents write so. */
    public static Optional<AuditReason> of(String label) {
        return Arrays.stream(values())
                .filter(reason -> reason.label.equals(label))
                .findFirst();
    }
}
