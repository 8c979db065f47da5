package dev.dynamorecovery.lab.machine.expression;

import org.jspecify.annotations.Nullable;

/** An expression that failed, or that gave nothing JSON can hold: Step Functions' {@code States.QueryEvaluationError}. */
public final class QueryEvaluationException extends RuntimeException {

    private final String field;

    QueryEvaluationException(String field, String problem, @Nullable Throwable cause) {
        super(problem, cause);
        this.field = field;
    }

    /** The field of the state that holds the expression, such as {@code Output/table}. */
    public String field() {
        return field;
    }
}
