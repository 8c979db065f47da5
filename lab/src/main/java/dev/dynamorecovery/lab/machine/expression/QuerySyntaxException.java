package dev.dynamorecovery.lab.machine.expression;

/** An expression that is not JSONata. */
public final class QuerySyntaxException extends RuntimeException {

    QuerySyntaxException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
