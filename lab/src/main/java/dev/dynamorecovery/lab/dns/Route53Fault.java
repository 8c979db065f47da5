package dev.dynamorecovery.lab.dns;

/** An error that Route 53 answers with. */
final class Route53Fault extends RuntimeException {

    private final String code;
    private final int status;

    Route53Fault(String code, String message, int status) {
        super(message);
        this.code = code;
        this.status = status;
    }

    static Route53Fault invalidBatch(String message) {
        return new Route53Fault("InvalidChangeBatch", "[" + message + "]", 400);
    }

    static Route53Fault invalidInput(String message) {
        return new Route53Fault("InvalidInput", message, 400);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }
}
