package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log of 450 MB of images is read in a virtual machine of 256 MB. */
@Tag("bounded-heap")
class LargeLogTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String FILLER = "a filler that compresses well ".repeat(150);
    private static final int BATCHES = 100;
    private static final int BATCH = 500;

    @Test
    void shouldReadMoreThanFitsIntoMemory() {
        SampleChangeLog log = new SampleChangeLog("orders");
        for (int batch = 0; batch < BATCHES; batch++) {
            log.append(changes(batch * BATCH, BATCH), START.plusSeconds(batch + 1));
            if (batch % 10 == 0) {
                // Cut otherwise: it overlaps the one before and this one.
                log.append(changes(Math.max(0, batch * BATCH - 100), 200), START.plusSeconds(batch + 1));
            }
        }

        LogReading reading = log.reader()
                .read(new TimeSpan(START, START.plusSeconds(BATCHES)), ChangeSelection.ALL, change -> {
                    if (change.after() == null) {
                        throw new IllegalStateException("An image is missing");
                    }
                });

        assertThat(reading.changeCount()).isEqualTo(BATCHES * BATCH);
        assertThat(reading.gaps()).isEmpty();
    }

    private static List<Change> changes(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(LargeLogTest::change)
                .toList();
    }

    private static Change change(int number) {
        AttributeValue id = new AttributeValue.Text("item-" + number % 1000);
        return new Change(
                new ChangePosition("2026-11-22T09:00:00.000", "shard", "%021d".formatted(number + 1)),
                START.plusSeconds(number / BATCH),
                new Item(Map.of("id", id)),
                image(id, number - 1),
                image(id, number),
                ChangeOrigin.WRITE);
    }

    private static Item image(AttributeValue id, int version) {
        return new Item(Map.of(
                "id",
                id,
                "version",
                new AttributeValue.Numeric(Integer.toString(version)),
                "filler",
                new AttributeValue.Text(FILLER)));
    }
}
