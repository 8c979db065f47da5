package dev.dynamorecovery.lab.queue;

/** An error that a client of SQS gets. */
final class QueueFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String shape;
    private final String queryCode;

    private QueueFault(String shape, String queryCode, String message) {
        super(message, null, false, false);
        this.shape = shape;
        this.queryCode = queryCode;
    }

    static QueueFault of(String shape, String message) {
        return new QueueFault(shape, shape, message);
    }

    static QueueFault noSuchQueue() {
        return new QueueFault(
                "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
    }

    static QueueFault unsupported(String what) {
        return new QueueFault(
                "UnsupportedOperation",
                "AWS.SimpleQueueService.UnsupportedOperation",
                "The lab does not support " + what);
    }

    static QueueFault missing(String parameter) {
        return of("MissingParameter", "The request must contain the parameter " + parameter + ".");
    }

    static QueueFault invalid(String parameter, String value, String reason) {
        return of(
                "InvalidParameterValue",
                "Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    static QueueFault invalidAttribute(String name, String reason) {
        return of("InvalidAttributeValue", "Invalid value for the parameter " + name + ". Reason: " + reason);
    }

    /** The name of the error's shape in the service's model. */
    String shape() {
        return shape;
    }

    /** What the header for clients of the older query protocol says. */
    String queryCode() {
        return queryCode;
    }
}
