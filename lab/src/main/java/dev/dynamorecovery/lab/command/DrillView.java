package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.drill.DrillListener;
import dev.dynamorecovery.lab.execution.ExecutionStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The live timeline of a drill: a line for each phase that is over, and on a terminal a bar for the one at work. */
final class DrillView implements DrillListener {

    private static final int BAR_COLUMNS = 24;

    private final Console console;
    private final StatusLine status;
    private final Clock clock;
    private final Instant startedAt;
    private final Set<String> announcedSteps = new HashSet<>();
    private String phase = "";
    private Instant phaseStartedAt;
    private boolean over;

    DrillView(Console console, StatusLine status, Clock clock) {
        this.console = console;
        this.status = status;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.phaseStartedAt = startedAt;
    }

    @Override
    public synchronized void phaseStarted(String title) {
        phase = title;
        phaseStartedAt = clock.instant();
        announcedSteps.clear();
        show("  ▸ " + title);
    }

    @Override
    public synchronized void progressed(long done, long total) {
        int filled = (int) (BAR_COLUMNS * done / Math.max(1, total));
        show(String.format(
                Locale.ROOT,
                "  ▸ %s  %s%s  %,d of %,d  %s",
                phase,
                "█".repeat(filled),
                "░".repeat(BAR_COLUMNS - filled),
                done,
                total,
                Durations.text(sincePhaseStart())));
    }

    @Override
    public synchronized void executionProgressed(List<ExecutionStep> steps, Optional<Duration> remaining) {
        for (ExecutionStep step : steps) {
            if (announcedSteps.add(step.state())) {
                print(console.styled(
                        Style.QUIET,
                        String.format(Locale.ROOT, "%9s      · %s", offset(step.enteredAt()), step.title())));
            }
        }
        String at = steps.isEmpty() ? "starting" : steps.getLast().title();
        show("  ▸ " + at + "  " + Durations.text(sincePhaseStart())
                + remaining
                        .map(left -> "  about " + Durations.text(left) + " left")
                        .orElse(""));
    }

    @Override
    public synchronized void noted(Instant at, String what) {
        print(console.styled(Style.QUIET, String.format(Locale.ROOT, "%9s      · %s", offset(at), what)));
    }

    @Override
    public synchronized void phaseFinished(String detail) {
        finish(console.styled(Style.GOOD, "✓"), detail);
    }

    @Override
    public synchronized void phaseFailed(String detail) {
        finish(console.styled(Style.BAD, "✗"), detail);
    }

    private void finish(String mark, String detail) {
        print(String.format(
                Locale.ROOT,
                "%9s  %s %s  %s",
                offset(clock.instant()),
                mark,
                console.styled(Style.STRONG, phase),
                Durations.text(sincePhaseStart())));
        if (!detail.isEmpty()) {
            print("             " + detail);
        }
    }

    void clear() {
        status.clear();
    }

    /** Clears the line at work and shows nothing more, whatever goes on until the process is gone. */
    synchronized void end() {
        over = true;
        status.clear();
    }

    private void show(String line) {
        if (!over) {
            status.show(line);
        }
    }

    private void print(String line) {
        if (!over) {
            status.print(line);
        }
    }

    private Duration sincePhaseStart() {
        return Duration.between(phaseStartedAt, clock.instant());
    }

    private String offset(Instant instant) {
        long millis = Math.max(0, Duration.between(startedAt, instant).toMillis());
        return String.format(Locale.ROOT, "%d:%04.1f", millis / 60_000, millis % 60_000 / 1000.0);
    }
}
