package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery lab faults}: has single services of the running lab throttle, deny or fail. */
@Command(
        name = "faults",
        header = "Have a service of the running lab throttle, deny a call, or fail its jobs.",
        description = "%nWithout options it shows which faults there are.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery lab faults --throttle dynamodb --share 0.3",
            "  ./recovery lab faults --deny dynamodb:DescribeTable --caller BackupVerifier",
            "  ./recovery lab faults --fail-jobs backup --message \"no capacity\"",
            "  ./recovery lab faults --clear"
        })
final class LabFaultsCommand implements Callable<Integer> {

    private final CommandContext context;

    /** One fault, or the end of all. */
    static final class Fault {
        @Option(
                names = "--throttle",
                paramLabel = "SERVICE",
                description = "Throttle a share of its control-plane calls; a signing name, such as dynamodb.")
        private @Nullable String throttle;

        @Option(
                names = "--deny",
                paramLabel = "SERVICE:OPERATION",
                description = "Deny an operation, such as dynamodb:DescribeTable.")
        private @Nullable String deny;

        @Option(
                names = "--fail-jobs",
                paramLabel = "KIND",
                description = "Fail AWS Backup's jobs: backup, copy or restore.")
        private @Nullable String failJobs;

        @Option(names = "--clear", description = "End every fault.")
        private boolean clear;
    }

    @ArgGroup
    private @Nullable Fault fault;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "With --throttle: more than 0, at most 1 (default: 1).")
    private @Nullable Double share;

    @Option(
            names = "--caller",
            paramLabel = "NAME",
            description = "With --deny: the logical id of a function or state machine, LOGICALID@REGION outside of the"
                    + " primary Region, or an access key id (default: everybody).")
    private @Nullable String caller;

    @Option(names = "--message", paramLabel = "TEXT", description = "With --fail-jobs: what the jobs fail with.")
    private @Nullable String message;

    @Mixin
    private OutputOptions output = new OutputOptions();

    LabFaultsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireFitting("--share", share, fault != null && fault.throttle != null, "--throttle");
        requireFitting("--caller", caller, fault != null && fault.deny != null, "--deny");
        requireFitting("--message", message, fault != null && fault.failJobs != null, "--fail-jobs");
        ObjectNode asked = Json.object();
        String kind = fault == null || fault.clear ? "" : describe(fault, asked);
        LabControlClient lab = LabControlClient.of(context);
        JsonNode state = fault == null ? lab.regions() : fault.clear ? lab.clearFaults() : lab.fault(kind, asked);
        show(state);
        return ExitCode.OK.code();
    }

    /** Fills in what is asked of the lab, and tells which kind of fault it is. */
    private String describe(Fault chosen, ObjectNode asked) {
        if (chosen.throttle != null) {
            double part = share == null ? 1 : share;
            if (!(part > 0 && part <= 1)) {
                throw CommandFailure.usage(
                        "--share", Double.toString(part), "is out of range", "give more than 0, at most 1");
            }
            asked.put("service", chosen.throttle).put("share", part);
            return "throttling";
        }
        if (chosen.deny != null) {
            String[] action = chosen.deny.split(":", -1);
            if (action.length != 2 || action[0].isEmpty() || action[1].isEmpty()) {
                throw CommandFailure.usage(
                        "--deny",
                        chosen.deny,
                        "is no operation of a service",
                        "give one such as dynamodb:DescribeTable");
            }
            asked.put("service", action[0]).put("operation", action[1]).put("caller", caller == null ? "*" : caller);
            return "denial";
        }
        asked.put("kind", chosen.failJobs).put("message", message == null ? "a fault of the lab" : message);
        return "jobs";
    }

    private static void requireFitting(String option, @Nullable Object value, boolean fits, String owner) {
        if (value != null && !fits) {
            throw CommandFailure.usage(option, value.toString(), "says nothing alone", "give it with " + owner);
        }
    }

    private void show(JsonNode state) {
        JsonNode faults = state.path("faults");
        Console console = context.console();
        if (output.isJson()) {
            console.line(Json.pretty(faults));
            return;
        }
        if (faults.valueStream().allMatch(JsonNode::isEmpty)) {
            console.line("no faults");
        }
        faults.path("throttling")
                .forEach(each ->
                        console.line("throttled  " + each.path("service").asText() + ", "
                                + Math.round(each.path("share").asDouble() * 100) + " % of its control-plane calls"));
        faults.path("denials")
                .forEach(each ->
                        console.line("denied     " + each.path("service").asText() + ":"
                                + each.path("operation").asText() + " to "
                                + each.path("caller").asText().replaceFirst("^\\*$", "everybody")));
        faults.path("jobs")
                .forEach(each -> console.line("failing    " + each.path("kind").asText() + " jobs: "
                        + each.path("message").asText()));
    }
}
