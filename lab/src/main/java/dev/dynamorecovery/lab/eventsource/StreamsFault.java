package dev.dynamorecovery.lab.eventsource;

/** An error that DynamoDB Streams answered. */
final class StreamsFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    StreamsFault(String code, String message) {
        super(code + ": " + message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
