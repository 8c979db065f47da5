package dev.dynamorecovery.aws.runtime;

/** The event of a function is not what it takes: a defect of the caller, the state machine or a person. */
public final class MalformedEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Names the field, and what to do about it. */
    public MalformedEvent(String message) {
        super(message);
    }
}
