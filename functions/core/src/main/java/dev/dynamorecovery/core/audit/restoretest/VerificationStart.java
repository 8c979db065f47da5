package dev.dynamorecovery.core.audit.restoretest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** Whether what a restore test restored can be verified. Unknown means no. */
public sealed interface VerificationStart {

    /**
     * By an execution of the restore machine.
     *
     * @param execution its name: the same for the same test, so that an event that comes twice starts one execution
     * @param input the request
     */
    record Start(String execution, String input) implements VerificationStart {}

    /** It cannot, for that reason. */
    record CannotTell(String reason) implements VerificationStart {}

    /** What the names of such executions begin with: the rule that reports their end tells them by it. */
    String PREFIX = "restore-test-";

    /** The name of the execution that verifies the test of a restore job. */
    static String execution(String job) {
        return PREFIX + job;
    }

    /** The restore job of an execution's name; empty for an execution of another kind. */
    static Optional<String> job(String execution) {
        return execution.startsWith(PREFIX) && execution.length() > PREFIX.length()
                ? Optional.of(execution.substring(PREFIX.length()))
                : Optional.empty();
    }

    /**
     * Decides.
     *
     * @param times empty where AWS Backup does not tell them
     * @param tolerance how far outside of these times the boundary of what was backed up may lie
     */
    static VerificationStart decide(RestoreTest test, Optional<RecoveryPointTimes> times, Duration tolerance) {
        Optional<String> table = test.source().flatMap(RestoreTest::table);
        Optional<String> target = test.copy().flatMap(RestoreTest::table);
        if (table.isEmpty() || target.isEmpty() || test.recoveryPoint().isEmpty()) {
            return new CannotTell("AWS Backup does not say which table it restored, from what, or into which");
        }
        if (times.isEmpty() || times.get().completedAt().isBefore(times.get().createdAt())) {
            return new CannotTell("AWS Backup does not say when recovery point %s was taken"
                    .formatted(test.recoveryPoint().get()));
        }
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("operation", "Verify")
                .put("table", table.get())
                .put("target", target.get());
        request.putObject("expectedState").put("type", "ChangeLog");
        request.putObject("restorePoint")
                .put("type", "RecoveryPoint")
                .put("recoveryPointArn", test.recoveryPoint().get())
                .put("tableArn", test.source().orElseThrow())
                .put("from", times.get().createdAt().minus(tolerance).toString())
                .put("until", times.get().completedAt().plus(tolerance).toString());
        return new Start(execution(test.job()), request.toString());
    }
}
