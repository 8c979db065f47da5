package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.failover.approval.Approvals;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import java.util.Optional;

/**
 * What moves failover groups in one Region, as the command line uses it. Nothing here asks a control plane, except for the
 * start of a planned move: names are known, not looked up.
 */
public interface GroupStack extends AutoCloseable {

    /** What is spoken to, in words an operator checks before going on. */
    String description();

    ControlRecords records();

    KillSwitch killSwitch();

    Ballots ballots();

    ReadinessReports readiness();

    Approvals approvals();

    /**
     * Asks one of the functions and gives its answer.
     *
     * @throws CommandFailure when the function refuses the request
     */
    JsonNode ask(Function function, ObjectNode request);

    /** Starts a planned move and gives the ARN of its execution; the same name is the same execution. */
    String startPlannedMove(String executionName, String inputJson);

    /** An execution of one of the machines that move groups. */
    Optional<ExecutionSnapshot> execution(String arn);

    @Override
    void close();

    /** The functions that people ask. */
    enum Function {
        DETECTOR("FailoverDetector"),
        CONTROLLER("FailoverController"),
        APPROVER("FailoverApprover"),
        RECONCILER("LostWriteReconciler");

        private final String logicalId;

        Function(String logicalId) {
            this.logicalId = logicalId;
        }

        /** As the template names it, after the stack's name. */
        String logicalId() {
            return logicalId;
        }
    }

    /** Finds the stack of a Region. */
    @FunctionalInterface
    interface Finder {
        GroupStack in(String region, GroupOptions options);
    }
}
