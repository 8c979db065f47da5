package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DrillViewTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final Console console = new Console(out, out, true, false, true, 80);
    private final DrillView view =
            new DrillView(console, new StatusLine(console, out, true), Clock.fixed(CommandRun.NOW, ZoneOffset.UTC));

    @Test
    void shouldShowAPhaseAndWhatItCameTo() {
        view.phaseStarted("Seed the tables");
        view.progressed(1, 2);
        view.phaseFinished("2 items");

        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("▸ Seed the tables", "1 of 2", "✓", "2 items");
    }

    @Test
    void shouldShowNothingMoreOnceItWasInterrupted() {
        view.phaseStarted("Seed the tables");
        view.end();
        int before = shown.size();

        view.progressed(1, 2);
        view.phaseFailed("the lab is gone");

        assertThat(shown.size()).isEqualTo(before);
    }
}
