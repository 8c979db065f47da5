package dev.dynamorecovery.core.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentReaderTest {

    private static final ScanSegment SEGMENT = new ScanSegment(0, 1);

    private final List<String> seen = new ArrayList<>();

    @Test
    void shouldReadASegmentToItsEndWhileTimeIsLeft() {
        SegmentReader reader = new SegmentReader(fivePages(), () -> Duration.ofMinutes(5), Duration.ofSeconds(30));

        SegmentProgress progress = reader.read(SEGMENT, null, this::see);

        assertThat(progress).isEqualTo(new SegmentProgress.Completed(10));
        assertThat(seen).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void shouldHandBackAContinuationWhenTimeRunsOutAndGoOnThereWithoutLossOrRepetition() {
        AtomicInteger seconds = new AtomicInteger(50);
        SegmentReader reader = new SegmentReader(
                fivePages(), () -> Duration.ofSeconds(seconds.getAndAdd(-15)), Duration.ofSeconds(30));

        SegmentProgress progress = reader.read(SEGMENT, null, this::see);

        assertThat(progress).isInstanceOfSatisfying(SegmentProgress.Interrupted.class, interrupted -> {
            assertThat(interrupted.itemCount()).isEqualTo(6);
            Continuation stored = Continuation.ofText(interrupted.next().toText());
            seconds.set(1000);
            assertThat(reader.read(SEGMENT, stored, this::see)).isEqualTo(new SegmentProgress.Completed(4));
        });
        assertThat(seen).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void shouldReadAtLeastOnePageHoweverLittleTimeIsLeft() {
        SegmentReader reader = new SegmentReader(fivePages(), () -> Duration.ZERO, Duration.ofSeconds(30));

        assertThat(reader.read(SEGMENT, null, this::see).itemCount()).isEqualTo(2);
    }

    @Test
    void shouldServeSeveralReadersByOneScan() {
        List<String> others = new ArrayList<>();
        SegmentReader reader = new SegmentReader(fivePages(), () -> Duration.ofMinutes(5), Duration.ZERO);

        SegmentProgress progress =
                reader.read(SEGMENT, null, ItemSink.all(List.of(this::see, item -> others.add(id(item)))));

        assertThat(progress.itemCount()).isEqualTo(10);
        assertThat(others).isEqualTo(seen).hasSize(10);
    }

    @Test
    void shouldRefuseAContinuationThatNoScanHandedOut() {
        for (String text : List.of("", "no/base64", "AAAAAA", "fw")) {
            assertThatThrownBy(() -> Continuation.ofText(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start the segment again");
        }
    }

    @Test
    void shouldRefuseSegmentsThatDoNotExist() {
        assertThatThrownBy(() -> new ScanSegment(4, 4)).hasMessageContaining("segment 4 of 4");
        assertThatThrownBy(() -> new ScanSegment(-1, 4)).hasMessageContaining("segment -1 of 4");
        assertThatThrownBy(() -> new ScanSegment(0, 1_000_001)).hasMessageContaining("1,000,000");
    }

    private void see(Item item) {
        seen.add(id(item));
    }

    /** Ten items, two to a page. */
    private static TableScan fivePages() {
        return (segment, from) -> {
            int start = from == null ? 0 : Integer.parseInt(id(from.lastKey())) + 1;
            @Nullable Continuation next = start + 2 < 10 ? new Continuation(item(start + 1)) : null;
            return new ScanPage(List.of(item(start), item(start + 1)), next);
        };
    }

    private static Item item(int id) {
        return new Item(Map.of("id", new AttributeValue.Text(Integer.toString(id))));
    }

    private static String id(Item item) {
        return item.attribute("id") instanceof AttributeValue.Text text ? text.value() : "none";
    }
}
