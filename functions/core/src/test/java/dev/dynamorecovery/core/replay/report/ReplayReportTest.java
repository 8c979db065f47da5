package dev.dynamorecovery.core.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.replay.work.ReplayTally;
import dev.dynamorecovery.core.replay.work.ReplayedItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayReportTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:45:00Z");

    @Test
    void shouldNotSayOfAListingThatAnythingWasWritten() {
        assertThat(report(ReplayOutcome.LISTED).summary())
                .isEqualTo("Listed what would be written to orders-copy; nothing was written: 9 changes, 3 items to"
                        + " write, 4 in place, 0 left as they are for a conflict");
        assertThat(report(ReplayOutcome.ROLLED_FORWARD).summary())
                .isEqualTo("Rolled orders-copy forward to 2026-03-01T10:45:00Z: 9 changes, 3 items written, 4 in place,"
                        + " 0 left as they are for a conflict");
    }

    @Test
    void shouldCallAnItemThatNeededNothingInPlace() {
        assertThat(ReplayMarkdown.render(report(ReplayOutcome.ROLLED_FORWARD)))
                .contains("- In place `id=o-1`", "- Create `id=o-2`");
    }

    private static ReplayReport report(ReplayOutcome outcome) {
        return new ReplayReport(
                ReplayReport.FORMAT_VERSION,
                outcome,
                "RollForward",
                "arn:aws:states:eu-west-1:123456789012:execution:replay:roll-forward-1",
                NOW,
                NOW,
                "orders",
                "orders-copy",
                new TimeSpan(NOW.minusSeconds(300), NOW),
                "nothing",
                null,
                "orders",
                "0123",
                List.of(),
                new ReplayTally(9, 0, 7, 1, 1, 1, 4, Map.of(), 0, 0, 0),
                List.of(
                        new ReplayedItem("id=o-1", ReplayedItem.Action.NONE, List.of(), List.of(), null, true),
                        new ReplayedItem("id=o-2", ReplayedItem.Action.CREATE, List.of(), List.of(), null, false)),
                "s3://evidence/items/",
                null,
                List.of(),
                null,
                List.of(),
                1);
    }
}
