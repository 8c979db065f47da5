package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.command.OpenDrillSite.OwnFolder;
import dev.dynamorecovery.lab.drill.DrillFailed;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Carries a drill through in a lab of its own, shows how it goes, and leaves nothing behind, however it ends. */
final class OwnLabStage {

    private final CommandContext context;
    private final OutputOptions output;

    OwnLabStage(CommandContext context, OutputOptions output) {
        this.context = context;
        this.output = output;
    }

    /** Starts the lab of a drill. */
    @FunctionalInterface
    interface Opening<S extends Closeable> {
        S open(Path home, Path stateDirectory) throws IOException, InterruptedException;
    }

    /** A drill, from its open lab to an exit code. */
    @FunctionalInterface
    interface Drill<S> {
        ExitCode run(S site, DrillView view, Instant startedAt) throws InterruptedException;
    }

    /**
     * Runs the drill.
     *
     * @param title what starting its lab is called
     * @param whereabouts tells where that lab is
     */
    <S extends Closeable> int run(String title, Opening<S> opening, Function<S, String> whereabouts, Drill<S> drill)
            throws IOException, InterruptedException {
        Console console = context.console();
        StatusLine status = output.isJson()
                ? new StatusLine(console, console.err(), false)
                : new StatusLine(console, console.out(), console.outIsTerminal());
        DrillView view = new DrillView(console, status, context.clock());
        Instant startedAt = context.clock().instant();
        view.phaseStarted(title);
        Farewell farewell = new Farewell(() -> {
            view.end();
            console.note("Interrupted; the drill's lab is gone, and all it held with it.");
        });
        try (OwnFolder folder = OwnFolder.create();
                S site = opening.open(context.home(), folder.path())) {
            view.phaseFinished(whereabouts.apply(site));
            return drill.run(site, view, startedAt).code();
        } catch (DrillFailed failed) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(failed.getMessage()), List.of(), failed);
        } finally {
            farewell.cancel();
            view.clear();
        }
    }
}
