package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.drill.DrillSite;
import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Opens a lab for a drill, shows how it goes, and leaves nothing behind, however it ends. */
final class DrillStage {

    private final CommandContext context;
    private final DrillOptions options;

    DrillStage(CommandContext context, DrillOptions options) {
        this.context = context;
        this.options = options;
    }

    /** A drill, from an opened lab to an exit code. */
    @FunctionalInterface
    interface Drill {
        ExitCode run(DrillSite site, DrillView view, Instant startedAt) throws InterruptedException;
    }

    int run(boolean injectFault, Drill drill) throws IOException, InterruptedException {
        Instant startedAt = context.clock().instant();
        Console console = context.console();
        StatusLine status = options.isJson()
                ? new StatusLine(console, console.err(), false)
                : new StatusLine(console, console.out(), console.outIsTerminal());
        DrillView view = new DrillView(console, status, context.clock());
        view.phaseStarted(options.isInRunningLab() ? "Find the running lab" : "Start a lab");
        CountDownLatch interrupted = new CountDownLatch(1);
        Farewell farewell = new Farewell(() -> {
            interrupted.countDown();
            sayInterrupted(view);
        });
        try (OpenDrillSite open = options.isInRunningLab()
                ? OpenDrillSite.inRunningLab(context.stateDirectory())
                : OpenDrillSite.inOwnLab(context.home(), injectFault)) {
            view.phaseFinished(open.description());
            ExitCode exitCode = carryThrough(drill, open.site(), view, startedAt);
            if (options.isKept() && !options.isInRunningLab()) {
                console.note("The lab stays up at " + open.description() + "; Ctrl-C stops it.");
                new CountDownLatch(1).await();
            }
            return exitCode.code();
        } catch (RuntimeException failure) {
            if (interrupted.getCount() == 0) {
                // The lab goes down under the drill: that is no failure to be told of. The process ends by itself.
                new CountDownLatch(1).await();
            }
            throw failure;
        } finally {
            farewell.cancel();
            view.clear();
        }
    }

    private static ExitCode carryThrough(Drill drill, DrillSite site, DrillView view, Instant startedAt)
            throws InterruptedException {
        try {
            return drill.run(site, view, startedAt);
        } catch (DrillFailed e) {
            view.clear();
            ExecutionOutcome outcome = e.outcome();
            ExitCode exitCode = outcome == null ? ExitCode.FAILED : ExitCode.of(outcome);
            throw new CommandFailure(
                    exitCode == ExitCode.OK ? ExitCode.FAILED : exitCode,
                    String.valueOf(e.getMessage()),
                    outcome == null ? List.of() : reasons(outcome),
                    e);
        }
    }

    private void sayInterrupted(DrillView view) {
        view.end();
        context.console()
                .note(
                        options.isInRunningLab()
                                ? "Interrupted; an execution that was started goes on in the lab, and the drill's data stays."
                                : "Interrupted; the drill's lab is gone, and all it held with it.");
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
