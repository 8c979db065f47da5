package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteAheadLogTest {

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00.123456Z"));
    private final WriteAheadLog log = new WriteAheadLog(time);
    private final TableHistory history = new TableHistory("us-east-1");

    @Test
    void shouldNeverStampAChangeBeforeAnEarlierOne() {
        append("a", 1);
        time.advance(Duration.ofSeconds(-5));
        append("a", 2);

        assertThat(history.read(0, 10))
                .extracting(Change::at)
                .containsExactly(Instant.parse("2026-03-01T10:00:00.123Z"), Instant.parse("2026-03-01T10:00:00.123Z"));
    }

    @Test
    void shouldStampAllOfATransactionAlikeAcrossTables() {
        TableHistory other = new TableHistory("us-east-1");
        log.append(List.of(write(history, "a", 1), write(other, "b", 2)));
        time.advance(Duration.ofSeconds(1));
        append("a", 3);

        Change first = history.read(0, 1).getFirst();
        Change second = other.read(0, 1).getFirst();
        assertThat(second.at()).isEqualTo(first.at());
        assertThat(second.sequence()).isEqualTo(first.sequence() + 1);
        assertThat(history.lengthAt(first.at())).isEqualTo(1);
    }

    @Test
    void shouldLogNothingWhenNothingChanges() {
        append("a", 1);
        append("a", 1);

        assertThat(history.length()).isEqualTo(1);
        assertThat(log.sequence()).isEqualTo(1);
    }

    @Test
    void shouldTakeItemsForEqualHoweverTheyAreWritten() {
        ItemImage plain = image("{\"n\":{\"N\":\"100\"},\"s\":{\"SS\":[\"a\",\"b\"]},\"ns\":{\"NS\":[\"1\",\"2.5\"]}}");

        assertThat(image("{\"ns\":{\"NS\":[\"2.50\",\"1e0\"]},\"n\":{\"N\":\"1.00E2\"},\"s\":{\"SS\":[\"b\",\"a\"]}}"))
                .isEqualTo(plain)
                .hasSameHashCodeAs(plain);
        assertThat(image("{\"n\":{\"S\":\"100\"},\"s\":{\"SS\":[\"a\",\"b\"]},\"ns\":{\"NS\":[\"1\",\"2.5\"]}}"))
                .isNotEqualTo(plain);
        assertThat(image("{\"l\":{\"L\":[{\"N\":\"1\"},{\"N\":\"2\"}]}}"))
                .isNotEqualTo(image("{\"l\":{\"L\":[{\"N\":\"2\"},{\"N\":\"1\"}]}}"));
    }

    private void append(String key, int value) {
        log.append(List.of(write(history, key, value)));
    }

    private static Write write(TableHistory history, String key, int value) {
        return new Write(history, new ItemKey(key), image("{\"v\":{\"N\":\"" + value + "\"}}"), false);
    }

    private static ItemImage image(String json) {
        return ItemImage.of(WireJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
