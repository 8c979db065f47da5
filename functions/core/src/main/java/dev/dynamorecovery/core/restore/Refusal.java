package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.document.InvalidField;

/**
 * One reason why a request is refused.
 *
 * @param code why; written as its label, such as {@code InvalidRestoreTime}
 * @param field the field of the request at fault, such as {@code restorePoint.instant}
 * @param value what it says
 * @param remedy what to do about it
 */
public record Refusal(RefusalCode code, String field, String value, String remedy) {

    /** A field of the request that is malformed. */
    public static Refusal invalidRequest(InvalidField problem) {
        return new Refusal(RefusalCode.INVALID_REQUEST, problem.field(), problem.value(), problem.remedy());
    }

    @Override
    public String toString() {
        return code.code() + ": " + field + " = " + value + ": " + remedy;
    }
}
