package dev.dynamorecovery.lab.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recovery lab regions}: how the running lab's Regions stand. */
@Command(
        name = "regions",
        header = "Show the running lab's Regions: what is wrong with each, and how replication stands.",
        footerHeading = "%nExamples:%n",
        footer = "  ./recovery lab regions --output json")
final class LabRegionsCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private OutputOptions output = new OutputOptions();

    LabRegionsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RegionsText.show(context.console(), output, LabControlClient.of(context).regions());
        return ExitCode.OK.code();
    }
}
