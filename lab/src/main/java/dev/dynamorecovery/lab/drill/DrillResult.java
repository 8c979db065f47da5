package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore drill came to.
 *
 * @param table the table that was corrupted and restored
 * @param writer what the application had done when the drill ended
 * @param baseline the baseline that was taken while the application was held still
 * @param rehearsal the restore to an instant before any damage
 * @param recovery what followed; null when the rehearsal was not proven, and so nothing was corrupted
 */
public record DrillResult(
        DrillSettings settings,
        double timeScale,
        String table,
        int itemCount,
        Changes writer,
        Baseline baseline,
        DrilledRestore rehearsal,
        @Nullable Recovery recovery,
        Duration elapsed) {

    /** A baseline, and the instant that it proves. */
    public record Baseline(String id, Instant instant) {}

    /** Items that the application inserted, updated and deleted, and its changes of several items at once. */
    public record Changes(long inserts, long updates, long deletes, long transactions) {}

    /**
     * The damage, and the restore to an instant before it.
     *
     * @param incidentAt when the damage began
     * @param liveDifference how the corrupted table differed from the truth at that instant
     */
    public record Recovery(
            Corruption corruption, Instant incidentAt, SampleDifference liveDifference, DrilledRestore restore) {}

    /** The restore that the drill came to its verdict by: the last. */
    public DrilledRestore decisive() {
        return recovery == null ? rehearsal : recovery.restore();
    }

    /** Every restore there was, the first one first. */
    public List<DrilledRestore> restores() {
        return recovery == null ? List.of(rehearsal) : List.of(rehearsal, recovery.restore());
    }
}
