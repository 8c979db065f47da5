package dev.dynamorecovery.lab.eventsource;

/** What Lambda's API refuses about an event source mapping. */
final class MappingFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final int status;

    private MappingFault(String code, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    static MappingFault invalid(String message) {
        return new MappingFault("InvalidParameterValueException", 400, message);
    }

    static MappingFault notFound(String message) {
        return new MappingFault("ResourceNotFoundException", 404, message);
    }

    static MappingFault conflict(String message) {
        return new MappingFault("ResourceConflictException", 409, message);
    }

    static MappingFault unsupported(String operation) {
        return new MappingFault(
                "UnknownOperationException", 404, "The lab does not support this operation: " + operation);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }
}
