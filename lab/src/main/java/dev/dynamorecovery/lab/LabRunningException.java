package dev.dynamorecovery.lab;

/** There is a lab of this checkout already; the message says where. */
public final class LabRunningException extends IllegalStateException {

    LabRunningException(String message) {
        super(message);
    }
}
