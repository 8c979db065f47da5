package dev.dynamorecovery.aws.runtime;

/**
 * A failure that is expected to pass: the same call, made again later, may succeed.
 *
 * <p>Lambda tells the caller the class of an exception as its error, so the state machine's retries name this class: a
 * test holds the two together.
 */
public final class TransientFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what has to pass first. */
    public TransientFailure(String message) {
        super(message);
    }

    /** Says what failed. */
    public TransientFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
