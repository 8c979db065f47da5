package dev.dynamorecovery.lab.function;

/** An invocation that Lambda refuses before any handler runs. */
public final class InvocationException extends RuntimeException {

    /** Why, as Lambda's API names it. */
    public enum Code {
        RESOURCE_NOT_FOUND("ResourceNotFoundException", 404, "User"),
        REQUEST_TOO_LARGE("RequestTooLargeException", 413, "User"),
        INVALID_REQUEST_CONTENT("InvalidRequestContentException", 400, "User"),
        TOO_MANY_REQUESTS("TooManyRequestsException", 429, "User");

        private final String apiName;
        private final int status;
        private final String type;

        Code(String apiName, int status, String type) {
            this.apiName = apiName;
            this.status = status;
            this.type = type;
        }

        public String apiName() {
            return apiName;
        }

        public int status() {
            return status;
        }

        String type() {
            return type;
        }
    }

    private final Code code;

    InvocationException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
