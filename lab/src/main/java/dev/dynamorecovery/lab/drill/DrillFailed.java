package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import org.jspecify.annotations.Nullable;

/** A drill that could not be carried through to its verdict. */
public final class DrillFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ExecutionOutcome outcome;

    public DrillFailed(String message, @Nullable ExecutionOutcome outcome) {
        super(message);
        this.outcome = outcome;
    }

    /** What the execution came to that stopped the drill, if it was one. */
    public @Nullable ExecutionOutcome outcome() {
        return outcome;
    }
}
