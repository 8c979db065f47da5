package dev.dynamorecovery.lab.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recovery lab restore}: ends every outage of a Region of the running lab. */
@Command(
        name = "restore",
        header = "End every outage of a Region of the running lab.",
        description = "%nWhat it had not replicated arrives now; where another Region wrote later, that write stays.%n",
        footerHeading = "%nExamples:%n",
        footer = "  ./recovery lab restore us-east-1")
final class LabRestoreCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "REGION", description = "The Region, such as us-east-1.")
    private String region = "";

    @Mixin
    private OutputOptions output = new OutputOptions();

    LabRestoreCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Arguments.region("REGION", region);
        RegionsText.show(context.console(), output, LabControlClient.of(context).restore(region));
        return ExitCode.OK.code();
    }
}
