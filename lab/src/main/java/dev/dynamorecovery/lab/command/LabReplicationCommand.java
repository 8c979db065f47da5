package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery lab replication}: makes replication between two Regions of the running lab late, or stops it. */
@Command(
        name = "replication",
        header = "Delay, pause or cut replication from one Region of the running lab to another.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery lab replication us-east-1 us-east-2 --lag 2s",
            "  ./recovery lab replication us-east-1 us-east-2 --pause    and later --resume",
            "  ./recovery lab replication us-east-1 us-east-2 --cut      and later --heal"
        })
final class LabReplicationCommand implements Callable<Integer> {

    private final CommandContext context;

    /** To pause or to go on. */
    static final class Flow {
        @Option(names = "--pause", description = "Hold back what is written from now on, this way only.")
        private boolean pause;

        @Option(names = "--resume", description = "Deliver what was held back.")
        private boolean resume;
    }

    /** To cut or to heal. */
    static final class Reach {
        @Option(
                names = "--cut",
                description = "Cut the two Regions off from each other, both ways: strong consistency too.")
        private boolean cut;

        @Option(names = "--heal", description = "Connect them again.")
        private boolean heal;
    }

    @Parameters(index = "0", paramLabel = "FROM", description = "The Region of the writes.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The Region that gets them.")
    private String to = "";

    @Option(
            names = "--lag",
            paramLabel = "TIME",
            description = "How long a change is on its way, such as 500ms or 2s; real time, not scaled.")
    private @Nullable String lag;

    @ArgGroup
    private @Nullable Flow flow;

    @ArgGroup
    private @Nullable Reach reach;

    @Mixin
    private OutputOptions output = new OutputOptions();

    LabReplicationCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Arguments.region("FROM", from);
        Arguments.region("TO", to);
        ObjectNode change = Json.object();
        if (lag != null) {
            change.put("lagMillis", Arguments.duration("--lag", lag).toMillis());
        }
        if (flow != null) {
            change.put("paused", flow.pause && !flow.resume);
        }
        if (reach != null) {
            change.put("cut", reach.cut && !reach.heal);
        }
        if (change.isEmpty()) {
            throw CommandFailure.usage(
                    "replication",
                    from + " " + to,
                    "says nothing",
                    "give --lag, --pause, --resume, --cut or --heal; ./recovery lab regions shows how it stands");
        }
        RegionsText.show(context.console(), output, LabControlClient.of(context).replication(from, to, change));
        return ExitCode.OK.code();
    }
}
