package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.RecoveryRequest;
import dev.dynamorecovery.lab.execution.RecoveryStack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery baseline}: asks the restore machine for a proven picture of a quiet table. */
@Command(
        name = "baseline",
        header = "Take a baseline of a quiet table: what a later restore is proven against.",
        description = {
            "%nThe table is read twice; equal digests prove that it held this state at the instants between. A table"
                    + " that is being written to is refused (TableNotQuiet). The values themselves are not kept.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./recovery baseline orders --follow", "  ./recovery baseline orders --lab --follow --output json"})
final class BaselineCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table to take a baseline of.")
    private String table = "";

    @Option(names = "--follow", description = "Wait until the baseline is taken, showing each step.")
    private boolean follow;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "A name of your own: the same request with the same id is one execution (default: the"
                    + " time of day, so that each call takes a new baseline).")
    private @Nullable String requestId;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    BaselineCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        RecoveryRequest request = new RecoveryRequest.Baseline(
                Arguments.tableName("TABLE", table),
                requestId == null
                        ? Arguments.requestId(context.clock().instant())
                        : Arguments.requestId("--request-id", requestId));
        StackCommand command = new StackCommand(context, targetOptions, output);
        try (RecoveryStack stack = command.connect()) {
            return command.run(stack, request, follow).code();
        }
    }
}
