package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.document.InvalidField;

/** A recovery plan that cannot be used: the field at fault, what it says, and how to mend it. */
public final class InvalidPlan extends RuntimeException {

    private final InvalidField problem;

    public InvalidPlan(InvalidField problem) {
        super(problem.getMessage(), problem);
        this.problem = problem;
    }

    public InvalidPlan(String field, Object value, String remedy) {
        this(new InvalidField(field, String.valueOf(value), remedy));
    }

    public String field() {
        return problem.field();
    }

    public String value() {
        return problem.value();
    }

    public String remedy() {
        return problem.remedy();
    }
}
