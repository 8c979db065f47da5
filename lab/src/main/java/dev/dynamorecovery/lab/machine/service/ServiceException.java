package dev.dynamorecovery.lab.machine.service;

/** An error of the service, with AWS's code. */
final class ServiceException extends RuntimeException {

    private final String code;

    ServiceException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
