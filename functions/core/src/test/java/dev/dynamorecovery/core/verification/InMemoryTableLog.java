package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.derivation.TableLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A change log in memory, cut into slices at random and read in any order. */
final class InMemoryTableLog implements TableLog {

    private final List<Change> changes;
    private final List<Gap> gaps;
    private final Random random;

    InMemoryTableLog(List<Change> changes, List<Gap> gaps, long seed) {
        this.changes = new ArrayList<>(changes);
        this.gaps = gaps;
        this.random = new Random(seed);
        Collections.shuffle(this.changes, random);
    }

    @Override
    public List<Gap> gaps(TimeSpan span) {
        return gaps.stream()
                .filter(gap -> gap.from().isBefore(span.until()) && gap.until().isAfter(span.from()))
                .toList();
    }

    @Override
    public List<TimeSpan> slices(TimeSpan span, int mostChanges) {
        List<TimeSpan> slices = new ArrayList<>();
        Instant from = span.from();
        for (int cut = random.nextInt(4); cut > 0; cut--) {
            Instant until = from.plus(Duration.ofMillis(
                    random.nextLong(Duration.between(from, span.until()).toMillis() + 1)));
            slices.add(new TimeSpan(from, until));
            from = until;
        }
        slices.add(new TimeSpan(from, span.until()));
        return slices;
    }

    @Override
    public List<Gap> read(TimeSpan span, Consumer<Change> consumer) {
        changes.stream().filter(change -> span.contains(change.at())).forEach(consumer);
        return List.of();
    }
}
