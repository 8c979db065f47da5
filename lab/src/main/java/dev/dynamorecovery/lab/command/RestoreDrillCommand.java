package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.drill.DrillResult;
import dev.dynamorecovery.lab.drill.DrillSettings;
import dev.dynamorecovery.lab.drill.DrillSite;
import dev.dynamorecovery.lab.drill.RestoreDrill;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recovery drill restore}: corrupts a table in the lab, restores it, and judges what came back. */
@Command(
        name = "restore",
        header = "Corrupt a table in the lab, restore it, and prove what came back.",
        description = {
            "%nSeeds users, orders and transactions, lets an application work on them, takes a baseline while it is"
                    + " held still, lets it go on, corrupts orders (overwrites, deletes, items brought back from the"
                    + " dead), restores to the baseline's instant, verifies, and checks the verdict against a model of"
                    + " its own. It speaks to a lab only, never to AWS. Exits 0 only if the verdict is Consistent, the"
                    + " plan's objectives were met and the model agrees.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery drill restore",
            "  ./recovery drill restore --seed 7 --items 100000 --keep",
            "  ./recovery drill restore --inject-fault         the restore comes back wrong: exits 4",
            "  ./recovery drill restore --lab --output json    in the lab that './recovery lab' is running"
        })
final class RestoreDrillCommand implements Callable<Integer> {

    private static final int MOST_ITEMS = 2_000_000;

    private final CommandContext context;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "The same seed makes the same data and the same damage (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many items to seed, at least, over the three tables (default: ${DEFAULT-VALUE}).")
    private int items = 20_000;

    @Option(
            names = "--lab",
            description = "Use the lab that './recovery lab' is running, emptying its example tables first (default: a"
                    + " lab of the drill's own, gone afterwards).")
    private boolean lab;

    @Option(names = "--keep", description = "Keep the restored table; a lab of the drill's own stays up until Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--inject-fault",
            description = "Spoil one item of the restored table before it is verified: the verdict has to be"
                    + " Inconsistent. Not with --lab.")
    private boolean injectFault;

    @Mixin
    private OutputOptions output = new OutputOptions();

    RestoreDrillCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (items < DrillSettings.LEAST_ITEMS || items > MOST_ITEMS) {
            throw CommandFailure.usage(
                    "--items",
                    Integer.toString(items),
                    "is out of range",
                    "give " + DrillSettings.LEAST_ITEMS + " to " + MOST_ITEMS);
        }
        if (injectFault && lab) {
            throw CommandFailure.usage(
                    "--inject-fault",
                    "--lab",
                    "cannot go together",
                    "leave --lab out: a fault is injected into a lab of the drill's own");
        }
        Instant startedAt = context.clock().instant();
        Console console = context.console();
        StatusLine status = output.isJson()
                ? new StatusLine(console, console.err(), false)
                : new StatusLine(console, console.out(), console.outIsTerminal());
        DrillView view = new DrillView(console, status, context.clock());
        view.phaseStarted(lab ? "Find the running lab" : "Start a lab");
        Farewell farewell = new Farewell(() -> interrupted(view));
        try (OpenDrillSite open = lab
                ? OpenDrillSite.inRunningLab(context.stateDirectory())
                : OpenDrillSite.inOwnLab(context.home(), injectFault)) {
            view.phaseFinished(open.description());
            ExitCode exitCode = drill(open.site(), view, startedAt);
            if (keep && !lab) {
                console.note("The lab stays up at " + open.description() + "; Ctrl-C stops it.");
                new CountDownLatch(1).await();
            }
            return exitCode.code();
        } finally {
            farewell.cancel();
            view.clear();
        }
    }

    private void interrupted(DrillView view) {
        view.clear();
        context.console()
                .note(
                        lab
                                ? "Interrupted; an execution that was started goes on in the lab, and the drill's data stays."
                                : "Interrupted; the drill's lab is gone, and all it held with it.");
    }

    private ExitCode drill(DrillSite site, DrillView view, Instant startedAt) throws InterruptedException {
        Console console = context.console();
        try {
            DrillResult result = new RestoreDrill(
                            site, DrillSettings.of(seed, items), view, context.clock(), context.pause())
                    .run(startedAt);
            ExitCode exitCode = DrillReport.exitCode(result);
            if (output.isJson()) {
                console.line(Json.pretty(DrillReport.json(result, exitCode)));
            } else {
                DrillReport.text(result, console).forEach(console::line);
            }
            if (!keep) {
                new CopyCleanup(site.dynamoDb(), context.pause()).remove(result.outcome());
            }
            return exitCode;
        } catch (DrillFailed e) {
            view.clear();
            ExecutionOutcome outcome = e.outcome();
            throw new CommandFailure(
                    outcome == null ? ExitCode.FAILED : ExitCode.of(outcome),
                    String.valueOf(e.getMessage()),
                    outcome == null ? List.of() : reasons(outcome),
                    e);
        }
    }

    private static List<Refusal> reasons(ExecutionOutcome outcome) {
        return switch (outcome) {
            case ExecutionOutcome.Refused refused -> refused.refusals();
            case ExecutionOutcome.Failed failed ->
                List.of(new Refusal(failed.error(), "execution", "", failed.cause()));
            case ExecutionOutcome.Running running -> List.of();
            case ExecutionOutcome.Verdict verdict -> List.of();
            case ExecutionOutcome.BaselineTaken taken -> List.of();
            case ExecutionOutcome.Replayed replayed -> List.of();
        };
    }
}
