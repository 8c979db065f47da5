package dev.dynamorecovery.lab.machine;

/** An execution that is not started, with Step Functions' error code. */
public final class StartRefusedException extends RuntimeException {

    private final String code;

    StartRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Such as {@code ExecutionAlreadyExists}. */
    public String code() {
        return code;
    }
}
