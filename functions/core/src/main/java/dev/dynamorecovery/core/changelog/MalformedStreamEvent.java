package dev.dynamorecovery.core.changelog;

import org.jspecify.annotations.Nullable;

/** An event is not what Lambda makes of a DynamoDB stream: nothing of it was logged. */
public final class MalformedStreamEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong, without any of the event's data. */
    public MalformedStreamEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
