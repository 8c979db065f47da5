package dev.dynamorecovery.lab.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The deployed stack as the command line uses it: it starts executions of the restore machine and watches them. */
public interface RecoveryStack extends AutoCloseable {

    /** What is spoken to, in words an operator checks before going on. */
    String description();

    /** Starts an execution, or finds the one of that name: a name is used once. */
    Started start(String executionName, String inputJson);

    /** The execution of that name or ARN as it stands; empty when there is none. */
    Optional<ExecutionSnapshot> describe(String nameOrArn);

    /** The events of an execution so far, oldest first. */
    List<ExecutionEvent> history(String executionArn);

    /** How long the latest successful executions took whose name starts so; empty when none is known. */
    List<Duration> earlierDurations(String namePrefix);

    @Override
    void close();

    /** An execution, and whether it was there before it was asked for. */
    record Started(String executionArn, boolean alreadyExisted) {}
}
