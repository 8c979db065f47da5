package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error that a client gets, with AWS's code and words. */
final class DynamoDbFault extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
    private static final String CORAL_VALIDATE = "com.amazon.coral.validate#";
    private static final String CORAL_SERVICE = "com.amazon.coral.service#";

    private final String type;
    private final int status;

    private DynamoDbFault(String type, String message) {
        this(type, message, 400);
    }

    private DynamoDbFault(String type, String message, int status) {
        super(message, null, false, false);
        this.type = type;
        this.status = status;
    }

    /** An error of DynamoDB's own namespace, such as {@code BackupNotFoundException}. */
    static DynamoDbFault of(String code, String message) {
        return new DynamoDbFault(DYNAMODB + code, message);
    }

    static DynamoDbFault validation(String message) {
        return new DynamoDbFault(CORAL_VALIDATE + "ValidationException", message);
    }

    /** An error of the service, which clients try again. */
    static DynamoDbFault server(String message) {
        return new DynamoDbFault(DYNAMODB + "InternalServerError", message, 500);
    }

    static DynamoDbFault serialization() {
        return new DynamoDbFault(CORAL_SERVICE + "SerializationException", "The request body is not a JSON object");
    }

    static DynamoDbFault unsupportedOperation(String operation) {
        return new DynamoDbFault(
                CORAL_SERVICE + "UnknownOperationException", "The lab does not support the operation " + operation);
    }

    static DynamoDbFault unsupportedParameter(String operation, String parameter) {
        return validation(
                "The lab does not support the parameter " + parameter + " of " + operation + ": leave it out");
    }

    static DynamoDbFault requestedResourceNotFound() {
        return of("ResourceNotFoundException", "Requested resource not found");
    }

    static DynamoDbFault noSuchTable(String table) {
        return of("ResourceNotFoundException", "Requested resource not found: Table: " + table + " not found");
    }

    static DynamoDbFault tableNotFound(String table) {
        return of("TableNotFoundException", "Table not found: " + table);
    }

    static DynamoDbFault tableInUse(String table, String status) {
        return of(
                "ResourceInUseException",
                "Attempt to change a resource which is still in use: Table is being "
                        + switch (status) {
                            case "CREATING" -> "created";
                            case "DELETING" -> "deleted";
                            default -> "updated";
                        }
                        + ": " + table);
    }

    WireAnswer answer() {
        ObjectNode body = WireJson.object();
        body.put("__type", type);
        body.put("message", getMessage());
        return new WireAnswer(status, WireJson.bytes(body));
    }
}
