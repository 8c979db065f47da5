package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.Lab;
import dev.dynamorecovery.lab.LabOptions;
import dev.dynamorecovery.lab.LabRunningException;
import dev.dynamorecovery.lab.execution.Refusal;
import java.io.IOException;
import java.net.BindException;
import java.util.List;

/** Starts labs, telling an operator what stands in the way. */
final class Labs {

    private Labs() {}

    static Lab start(LabOptions options) throws IOException, InterruptedException {
        try {
            return Lab.start(options);
        } catch (BindException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "port " + options.port() + " is taken",
                    List.of(new Refusal(
                            "PortTaken", "--port", Integer.toString(options.port()), "give another, or 0 for any")),
                    e);
        } catch (LabRunningException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    String.valueOf(e.getMessage()),
                    List.of(new Refusal(
                            "LabRunning",
                            "lab",
                            options.stateDirectory().toString(),
                            "speak to the running one with --lab")),
                    e);
        }
    }
}
