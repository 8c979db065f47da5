package dev.dynamorecovery.lab.query;

/** An error that a query-protocol service answers with. */
public final class QueryFault extends RuntimeException {

    private final String code;
    private final int status;

    public QueryFault(String code, String message, int status) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /** What a service says to an action it does not have. */
    public static QueryFault invalidAction(String action) {
        return new QueryFault(
                "InvalidAction", "Could not find operation " + action + ": the lab does not support it", 400);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }
}
