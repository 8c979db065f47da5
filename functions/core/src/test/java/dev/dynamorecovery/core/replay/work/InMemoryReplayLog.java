package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A log in memory that hands its changes over in no order, and can have gaps. */
public final class InMemoryReplayLog implements ReplayLog {

    private final List<Change> changes;
    private final Random random;

    /** What the log does not know. */
    public final List<Gap> gaps = new ArrayList<>();

    /** What it finds to be unreadable. */
    public final List<Gap> unreadable = new ArrayList<>();

    public InMemoryReplayLog(List<Change> changes, long seed) {
        this.changes = List.copyOf(changes);
        this.random = new Random(seed);
    }

    @Override
    public List<Gap> gaps(String table, TimeSpan span, Instant now) {
        return List.copyOf(gaps);
    }

    @Override
    public List<ReplaySlice> slices(String table, TimeSpan span, int mostChanges) {
        // A cut at every third second in which something happened.
        List<Instant> cuts = new ArrayList<>(changes.stream()
                .map(Change::at)
                .filter(span::contains)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList());
        List<ReplaySlice> slices = new ArrayList<>();
        Instant from = span.from();
        for (int i = 3; i < cuts.size(); i += 3) {
            slices.add(new ReplaySlice(new TimeSpan(from, cuts.get(i)), 1, 1));
            from = cuts.get(i);
        }
        slices.add(new ReplaySlice(new TimeSpan(from, span.until()), 45_000, 1));
        return slices;
    }

    @Override
    public List<Gap> read(String table, TimeSpan span, Consumer<Change> reader) {
        List<Change> shuffled = new ArrayList<>(changes);
        Collections.shuffle(shuffled, random);
        shuffled.stream().filter(change -> span.contains(change.at())).forEach(reader);
        return List.copyOf(unreadable);
    }
}
