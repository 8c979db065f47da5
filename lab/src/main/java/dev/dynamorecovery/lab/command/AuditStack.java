package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import java.util.List;
import java.util.Optional;

/** A deployed stack as it audits tables and lets releases pass. */
public interface AuditStack extends AutoCloseable {

    /** What is spoken to, in words an operator checks before going on. */
    String description();

    /**
     * Audits the tables, all of the Region if none is named, and gives the function's answer once that is done.
     *
     * @throws CommandFailure when the function refuses or fails
     */
    JsonNode audit(List<String> tables);

    /** A document of the evidence bucket. */
    byte[] evidence(String key);

    /**
     * Repairs what is safe to repair of the tables.
     *
     * @param dryRun whether to say only what would be done
     * @param by who asks; it stays in the record of each repair
     * @throws CommandFailure when the function refuses or fails
     */
    JsonNode repair(List<String> tables, boolean dryRun, String by);

    /** Starts the checks of a release and gives the ARN of the execution; the same name is the same execution. */
    String startRelease(String executionName, String inputJson);

    /** An execution of the machine that checks releases. */
    Optional<ExecutionSnapshot> execution(String arn);

    @Override
    void close();

    /** Finds the stack that the options name. */
    @FunctionalInterface
    interface Finder {
        AuditStack find(TargetOptions options);
    }
}
