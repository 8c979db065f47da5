package dev.dynamorecovery.lab.rest;

/** An error that a client gets, with the service's own code and words. */
public final class ServiceFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final int status;

    public ServiceFault(String code, String message, int status) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    /** An error of status 400. */
    public static ServiceFault of(String code, String message) {
        return new ServiceFault(code, message, 400);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }
}
