package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery lab outage}: takes a Region of the running lab away, or makes it ill. */
@Command(
        name = "outage",
        header = "Bring about the outage of a Region of the running lab.",
        description = {
            "%nOutages of different kinds add up; ./recovery lab restore REGION ends them all.%n",
            "  dead           connections end without an answer, nothing is replicated, nothing runs there",
            "  slow           every answer comes late (--delay)",
            "  erroring       every call is answered with a server error (--status)",
            "  control-plane  data planes work; what creates, changes or describes resources is refused",
            "  cut-off        callers in some Regions (--from) get no answer; all others do%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery lab outage us-east-1 --kind dead",
            "  ./recovery lab outage us-east-1 --kind slow --delay 3s",
            "  ./recovery lab outage us-east-1 --kind cut-off --from us-west-2"
        })
final class LabOutageCommand implements Callable<Integer> {

    /** As typed. */
    private static final List<String> KINDS = List.of("dead", "slow", "erroring", "control-plane", "cut-off");

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "REGION", description = "The Region, such as us-east-1.")
    private String region = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "dead",
            description = "dead, slow, erroring, control-plane or cut-off (default: ${DEFAULT-VALUE}).")
    private String kind = "dead";

    @Option(names = "--delay", paramLabel = "TIME", description = "With slow: how late, such as 500ms or 3s.")
    private @Nullable String delay;

    @Option(names = "--status", paramLabel = "STATUS", description = "With erroring: 500 to 599 (default: 503).")
    private @Nullable Integer status;

    @Option(
            names = "--from",
            paramLabel = "REGION",
            split = ",",
            description = "With cut-off: the Regions whose callers get no answer.")
    private List<String> from = new ArrayList<>();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LabOutageCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Arguments.region("REGION", region);
        if (!KINDS.contains(kind)) {
            throw CommandFailure.usage("--kind", kind, "is no outage", "give one of " + String.join(", ", KINDS));
        }
        requireOnlyWith("--delay", delay, "slow");
        requireOnlyWith("--status", status, "erroring");
        requireOnlyWith("--from", from.isEmpty() ? null : from, "cut-off");
        if (kind.equals("cut-off") && from.isEmpty()) {
            throw CommandFailure.usage("--kind", kind, "is from nobody", "add --from REGION");
        }
        ObjectNode outage = Json.object().put("kind", kind);
        if (delay != null) {
            outage.put("delayMillis", Arguments.duration("--delay", delay).toMillis());
        }
        if (status != null) {
            outage.put("status", status);
        }
        ArrayNode callers = outage.putArray("from");
        from.forEach(caller -> callers.add(Arguments.region("--from", caller)));
        RegionsText.show(context.console(), output, LabControlClient.of(context).outage(region, outage));
        return ExitCode.OK.code();
    }

    private void requireOnlyWith(String option, @Nullable Object value, String needed) {
        if (value != null && !kind.equals(needed)) {
            throw CommandFailure.usage(
                    option, value.toString(), "says nothing about " + kind, "leave it out, or give --kind " + needed);
        }
    }
}
