package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import java.util.List;
import java.util.Optional;

/** A stack in memory of which nothing may be asked; a test says what its command may ask. */
abstract class IdleAuditStack implements AuditStack {

    @Override
    public String description() {
        return "a stack in memory";
    }

    @Override
    public JsonNode audit(List<String> tables) {
        throw new AssertionError("nothing is audited here");
    }

    @Override
    public byte[] evidence(String key) {
        throw new AssertionError("no evidence is read here");
    }

    @Override
    public JsonNode repair(List<String> tables, boolean dryRun, String by) {
        throw new AssertionError("nothing is repaired here");
    }

    @Override
    public String startRelease(String executionName, String inputJson) {
        throw new AssertionError("no release is checked here");
    }

    @Override
    public Optional<ExecutionSnapshot> execution(String arn) {
        throw new AssertionError("no release is checked here");
    }

    @Override
    public void close() {}
}
