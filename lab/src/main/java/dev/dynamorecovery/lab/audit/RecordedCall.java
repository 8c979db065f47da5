package dev.dynamorecovery.lab.audit;

/**
 * A permission that somebody used.
 *
 * @param caller the logical id of a function or state machine, or the access key id of anybody else
 * @param action as IAM names it, such as {@code s3:ListBucket}
 * @param resource ARN, or {@code *} where the request names none
 */
public record RecordedCall(String caller, String action, String resource) implements Comparable<RecordedCall> {

    @Override
    public int compareTo(RecordedCall other) {
        return toString().compareTo(other.toString());
    }
}
