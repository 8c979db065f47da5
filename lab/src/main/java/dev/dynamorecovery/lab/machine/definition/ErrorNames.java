package dev.dynamorecovery.lab.machine.definition;

import java.util.List;
import java.util.Set;

/** The error names that Step Functions itself uses, and how the wildcards among them match. */
public final class ErrorNames {

    public static final String ALL = "States.ALL";
    public static final String TASK_FAILED = "States.TaskFailed";
    public static final String TIMEOUT = "States.Timeout";
    public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
    public static final String TOLERATED_FAILURES_EXCEEDED = "States.ExceedToleratedFailureThreshold";
    public static final String RUNTIME = "States.Runtime";

    private static final Set<String> RESERVED = Set.of(
            ALL,
            TASK_FAILED,
            TIMEOUT,
            HEARTBEAT_TIMEOUT,
            DATA_LIMIT_EXCEEDED,
            QUERY_EVALUATION_ERROR,
            NO_CHOICE_MATCHED,
            TOLERATED_FAILURES_EXCEEDED,
            RUNTIME,
            "States.Permissions",
            "States.BranchFailed",
            "States.ItemReaderFailed",
            "States.ResultWriterFailed",
            "States.Http.Socket");

    /** Neither wildcard stands for these. */
    private static final Set<String> NEVER_BY_WILDCARD = Set.of(DATA_LIMIT_EXCEEDED, RUNTIME);

    private ErrorNames() {}

    /** Whether a name that starts with {@code States.} is one that Step Functions has. */
    public static boolean isKnown(String name) {
        return !name.startsWith("States.") || RESERVED.contains(name);
    }

    /** Whether an {@code ErrorEquals} list matches an error. */
    public static boolean matches(List<String> errorEquals, String error) {
        return errorEquals.stream().anyMatch(name -> matches(name, error));
    }

    private static boolean matches(String name, String error) {
        return switch (name) {
            case ALL -> !NEVER_BY_WILDCARD.contains(error);
            case TASK_FAILED -> !NEVER_BY_WILDCARD.contains(error) && !error.equals(TIMEOUT);
            case TIMEOUT -> error.equals(TIMEOUT) || error.equals(HEARTBEAT_TIMEOUT);
            default -> name.equals(error);
        };
    }
}
