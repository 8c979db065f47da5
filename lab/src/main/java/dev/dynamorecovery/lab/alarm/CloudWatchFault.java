package dev.dynamorecovery.lab.alarm;

/** An error that CloudWatch answers with. */
final class CloudWatchFault extends RuntimeException {

    private final String code;
    private final int status;

    CloudWatchFault(String code, String message, int status) {
        super(message);
        this.code = code;
        this.status = status;
    }

    static CloudWatchFault missing(String parameter) {
        return new CloudWatchFault("MissingParameter", "The parameter " + parameter + " is required.", 400);
    }

    static CloudWatchFault invalid(String message) {
        return new CloudWatchFault("InvalidParameterValue", message, 400);
    }

    static CloudWatchFault unsupported(String operation) {
        return new CloudWatchFault(
                "InvalidAction", "Could not find operation " + operation + ": the lab does not support it", 400);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }
}
