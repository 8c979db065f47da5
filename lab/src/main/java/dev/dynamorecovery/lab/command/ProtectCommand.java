package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import dev.dynamorecovery.lab.protection.AwsCommands;
import dev.dynamorecovery.lab.protection.ProtectionDecision;
import dev.dynamorecovery.lab.protection.ProtectionStep;
import dev.dynamorecovery.lab.protection.TableProtection;
import dev.dynamorecovery.lab.protection.TableState;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery protect}: gives a table that the stack does not own what its plan asks for. */
@Command(
        name = "protect",
        header = "Show what a table lacks of its plan's protection, and apply it when told.",
        description = {
            "%nPrints the AWS CLI commands that turn on the stream, point-in-time recovery, deletion protection, expiry and"
                    + " the delivery to the change log, and bind the table to its plan; --apply makes the change instead."
                    + " What is there already is left as it is, and nothing that others may depend on is replaced."
                    + " ./recovery audit TABLE tells what else its plan asks for, such as backups and alarms.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery protect invoices --plan orders",
            "  ./recovery protect invoices --plan orders --apply",
            "  ./recovery protect invoices --lab --plan orders --output json"
        })
final class ProtectCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table to attach.")
    private String table = "";

    @Option(
            names = "--plan",
            paramLabel = "NAME",
            description = "The recovery plan to bind it to (default: the one that its tag names).")
    private @Nullable String plan;

    @Option(names = "--apply", description = "Make the change (default: print it).")
    private boolean apply;

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ProtectCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Arguments.tableName("TABLE", table);
        if (plan != null && !RecoveryPlan.isName(plan)) {
            throw CommandFailure.usage("--plan", plan, "is no plan's name", "give the name of a file in plans/");
        }
        Console console = context.console();
        try (ProtectingStack stack = context.protecting().find(targetOptions)) {
            console.note(console.styled(Console.Style.QUIET, "→ " + stack.description()));
            TableState state = stack.table(table).orElseThrow(this::unknownTable);
            ProtectionDecision decision = new TableProtection(
                            new PackagedPlans(), stack.settings(), stack.heartbeatPartitionKeys())
                    .decide(state, plan);
            return switch (decision) {
                case ProtectionDecision.Refused refused ->
                    throw new CommandFailure(
                            ExitCode.REFUSED,
                            "the table '" + table + "' is left as it is: "
                                    + refused.refusals().stream()
                                            .map(Refusal::code)
                                            .collect(Collectors.joining(", ")),
                            refused.refusals(),
                            null);
                case ProtectionDecision.Attach attach -> attach(stack, state, attach.steps());
            };
        }
    }

    private int attach(ProtectingStack stack, TableState state, List<ProtectionStep> steps) {
        Console console = context.console();
        AwsCommands commands = new AwsCommands(stack.cliOptions());
        ObjectNode document = Json.object().put("table", table).put("applied", apply);
        ArrayNode list = document.putArray("steps");
        for (ProtectionStep step : steps) {
            ArrayNode lines = list.addObject().put("step", step.words()).putArray("commands");
            commands.of(state, step).forEach(lines::add);
            if (apply) {
                stack.take(state, step);
                console.note("✓ " + step.words());
            } else if (!output.isJson()) {
                console.line("# " + step.words());
                commands.of(state, step).forEach(console::line);
            }
        }
        if (steps.isEmpty()) {
            console.note("✓ " + table + " is protected; there is nothing to change; ./recovery audit " + table
                    + " tells what else its plan asks for");
        } else if (!apply) {
            console.note("Nothing was changed. Run these commands, or let --apply do it.");
        }
        if (output.isJson()) {
            console.line(Json.pretty(document.put("exitCode", ExitCode.OK.code())));
        }
        return ExitCode.OK.code();
    }

    private CommandFailure unknownTable() {
        return new CommandFailure(
                ExitCode.REFUSED,
                "there is no table '" + table + "'",
                List.of(new Refusal(
                        "UnknownTable", "TABLE", table, "check the name, and the account and Region above")),
                null);
    }
}
