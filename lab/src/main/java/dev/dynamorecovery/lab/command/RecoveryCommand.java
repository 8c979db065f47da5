package dev.dynamorecovery.lab.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code recovery} command: {@link #main} is where {@code ./recovery} enters. */
@Command(
        name = "recovery",
        header = "Move DynamoDB tables to another Region, restore them, prove what came back, and drill it.",
        footerHeading = "%nStart here:%n",
        footer = {
            "  ./recovery drill restore        corrupt and restore a table on this machine, with proof",
            "  ./recovery drill undo           take a bad writer's changes out of a table, and no others",
            "  ./recovery drill failover       take a Region away from its users, and bring them back",
            "  ./recovery drill audit          take a table's protection away, and see it found and mended",
            "  ./recovery lab                  run AWS's part on this machine and leave it running",
            "",
            "Commands speak to AWS as every AWS tool does; --lab makes them speak to the running lab instead."
        })
public final class RecoveryCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("recovery.home", "")).toAbsolutePath();
        Console console = Console.ofProcess(environment);
        Path stateDirectory = home.resolve(".lab");
        LibraryChatter.divert(stateDirectory.resolve("logs").resolve("libraries.log"));
        SdkStackFinder stacks = new SdkStackFinder(environment, stateDirectory);
        CommandContext context = new CommandContext(
                console,
                environment,
                Clock.systemUTC(),
                home,
                stateDirectory,
                stacks,
                stacks::changeLog,
                stacks::protecting,
                stacks::group,
                stacks::audit,
                Thread::sleep);
        System.exit(run(context, arguments));
    }

    /** Runs one command line and returns its exit code. */
    public static int run(CommandContext context, String... arguments) {
        Failures failures = new Failures(context.console(), wantsJson(arguments));
        try {
            return commandLine(context)
                    .setParameterExceptionHandler((problem, args) -> failures.usage(problem))
                    .setExecutionExceptionHandler((problem, commandLine, parsed) -> failures.during(problem))
                    .execute(arguments);
        } catch (Error defect) {
            // The parser hands exceptions on, and no errors; without an exit code threads may keep the JVM running.
            return failures.defect(defect);
        }
    }

    static CommandLine commandLine(CommandContext context) {
        CommandLine recovery = new CommandLine(new RecoveryCommand())
                .addSubcommand(new CommandLine(new DrillCommand())
                        .addSubcommand(new RestoreDrillCommand(context))
                        .addSubcommand(new UndoDrillCommand(context))
                        .addSubcommand(new FailoverDrillCommand(context))
                        .addSubcommand(new AuditDrillCommand(context)))
                .addSubcommand(new CommandLine(new LabCommand(context))
                        .addSubcommand(new LabRegionsCommand(context))
                        .addSubcommand(new LabOutageCommand(context))
                        .addSubcommand(new LabRestoreCommand(context))
                        .addSubcommand(new LabReplicationCommand(context))
                        .addSubcommand(new LabFaultsCommand(context)))
                .addSubcommand(new RestoreCommand(context))
                .addSubcommand(new BaselineCommand(context))
                .addSubcommand(new RollForwardCommand(context))
                .addSubcommand(new UndoCommand(context))
                .addSubcommand(new FailoverCommand(context))
                .addSubcommand(new FailbackCommand(context))
                .addSubcommand(new LostWritesCommand(context))
                .addSubcommand(new ApproveCommand(context))
                .addSubcommand(new AcknowledgeCommand(context))
                .addSubcommand(new StopAutomationCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new LogCommand(context))
                .addSubcommand(new ProtectCommand(context))
                .addSubcommand(new AuditCommand(context))
                .addSubcommand(new GateCommand(context));
        describe(recovery, context.console());
        return recovery;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a command.");
    }

    private static void describe(CommandLine command, Console console) {
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(() ->
                new String[] {"recovery " + version()});
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes())
                .width(Math.min(console.columns(), 120));
        command.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        command.getSubcommands().values().forEach(subcommand -> describe(subcommand, console));
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            codes.put(Integer.toString(exit.code()), exit.meaning());
        }
        return codes;
    }

    private static String version() {
        String version = RecoveryCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** Whether JSON was asked for, even where the rest of the line cannot be parsed. */
    private static boolean wantsJson(String[] arguments) {
        String line = String.join(" ", Arrays.asList(arguments));
        return line.contains("--output json") || line.contains("--output=json");
    }
}
