package dev.dynamorecovery.core.restore;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** Why a request is refused. {@link #code} is the error of the failed execution. */
public enum RefusalCode {
    INVALID_REQUEST,
    UNKNOWN_TABLE,
    TABLE_NOT_AVAILABLE,
    UNKNOWN_PLAN,
    INVALID_PLAN,
    POINT_IN_TIME_RECOVERY_UNAVAILABLE,
    INVALID_RESTORE_TIME,
    BACKUP_NOT_FOUND,
    BACKUP_NOT_AVAILABLE,
    BACKUP_OF_ANOTHER_TABLE,
    TARGET_IS_SOURCE,
    TARGET_EXISTS,
    BASELINE_NOT_FOUND,
    CHANGE_LOG_NOT_FOUND,
    TABLE_NOT_QUIET,
    NOT_A_COPY,
    COPY_OF_ANOTHER_TABLE,
    INVALID_WINDOW,
    INVALID_KEY,
    WRITER_NOT_KNOWN,
    DRY_RUN_NOT_FOUND,
    CHANGE_LOG_INCOMPLETE,
    CHANGE_LOG_NOT_SETTLED;

    /** Such as {@code InvalidRestoreTime}. */
    @JsonValue
    public String code() {
        return Label.of(this);
    }
}
