package dev.dynamorecovery.lab.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code recovery drill}: what can be rehearsed. */
@Command(
        name = "drill",
        header = "Rehearse a recovery in the lab, measure it and judge it.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./recovery drill restore", "  ./recovery drill undo", "  ./recovery drill failover"})
final class DrillCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing what to rehearse: restore, undo or failover.");
    }
}
