package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that cannot go on, with what the operator has to know: the fields at fault, and the remedy of each. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final transient List<Refusal> refusals;

    public CommandFailure(ExitCode exitCode, String message, List<Refusal> refusals, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.refusals = List.copyOf(refusals);
    }

    /** A value on the command line that cannot be taken. */
    static CommandFailure usage(String field, String value, String problem, String remedy) {
        return new CommandFailure(
                ExitCode.USAGE,
                field + " '" + value + "' " + problem,
                List.of(new Refusal("InvalidArgument", field, value, remedy)),
                null);
    }

    /** Nothing answers where the command wanted to go. */
    static CommandFailure unreachable(String message, String field, String value, String remedy) {
        return new CommandFailure(
                ExitCode.UNREACHABLE, message, List.of(new Refusal("Unreachable", field, value, remedy)), null);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public List<Refusal> refusals() {
        return refusals;
    }
}
