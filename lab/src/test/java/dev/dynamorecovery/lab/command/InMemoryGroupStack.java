package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.failover.approval.Approvals;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryKillSwitch;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.preflight.InMemoryReadinessReports;
import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.vote.Ballots;
import dev.dynamorecovery.core.failover.vote.InMemoryBallots;
import dev.dynamorecovery.lab.execution.ExecutionSnapshot;
import dev.dynamorecovery.lab.execution.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The control table of three Regions in memory, and functions that answer what a test says. */
final class InMemoryGroupStack implements GroupStack.Finder {

    final InMemoryControlRecords records = new InMemoryControlRecords();
    final InMemoryKillSwitch killSwitch = new InMemoryKillSwitch();
    final InMemoryBallots ballots = new InMemoryBallots();
    final InMemoryReadinessReports readiness = new InMemoryReadinessReports();
    final Map<String, PendingApproval> approvals = new HashMap<>();
    final Map<GroupStack.Function, JsonNode> answers = new HashMap<>();
    final Map<GroupStack.Function, ObjectNode> asked = new HashMap<>();
    final List<ObjectNode> requests = new ArrayList<>();
    final List<String> dead = new ArrayList<>();
    final List<String> regionsAsked = new ArrayList<>();
    final Map<String, ExecutionSnapshot> executions = new HashMap<>();
    final Map<String, String> started = new HashMap<>();

    @Override
    public GroupStack in(String region, GroupOptions options) {
        regionsAsked.add(region);
        return new Stack(region);
    }

    private final class Stack implements GroupStack {

        private final String region;

        Stack(String region) {
            this.region = region;
        }

        private void answering() {
            if (dead.contains(region)) {
                throw SdkClientException.create("no connection to " + region);
            }
        }

        @Override
        public String description() {
            return "a stack in " + region;
        }

        @Override
        public ControlRecords records() {
            answering();
            return records;
        }

        @Override
        public KillSwitch killSwitch() {
            answering();
            return killSwitch;
        }

        @Override
        public Ballots ballots() {
            answering();
            return ballots;
        }

        @Override
        public ReadinessReports readiness() {
            answering();
            return readiness;
        }

        @Override
        public Approvals approvals() {
            answering();
            return new Approvals() {
                @Override
                public void open(PendingApproval request) {
                    approvals.put(request.group(), request);
                }

                @Override
                public Optional<PendingApproval> find(String group) {
                    return Optional.ofNullable(approvals.get(group));
                }

                @Override
                public void close(String group, String incident) {
                    approvals.remove(group);
                }
            };
        }

        @Override
        public JsonNode ask(Function function, ObjectNode request) {
            answering();
            asked.put(function, request);
            requests.add(request);
            return answers.getOrDefault(function, Json.object());
        }

        @Override
        public String startPlannedMove(String executionName, String inputJson) {
            answering();
            started.put(executionName, inputJson);
            return "arn:aws:states:" + region + ":000000000000:execution:failback:" + executionName;
        }

        @Override
        public Optional<ExecutionSnapshot> execution(String arn) {
            answering();
            return Optional.ofNullable(executions.get(arn));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
