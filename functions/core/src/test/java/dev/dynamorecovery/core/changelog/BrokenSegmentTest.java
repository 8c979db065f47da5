package dev.dynamorecovery.core.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenSegmentTest {

    private static final Instant START = Instant.parse("2026-11-22T11:00:00Z");
    private static final TimeSpan EVER = new TimeSpan(Instant.MIN, Instant.MAX);

    private final SampleHistory table = new SampleHistory();
    private final SampleChangeLog log = new SampleChangeLog("orders");

    @BeforeEach
    void logTenChanges() {
        for (int i = 0; i < 10; i++) {
            table.put(SampleHistory.item("item-" + i, i), START.plusSeconds(i));
        }
        log.append(table.changes());
    }

    private SegmentEntry entry() {
        return log.index().segments("orders", EVER).getFirst();
    }

    private byte[] content() throws IOException {
        return log.bucket().open(entry().objectKey()).readAllBytes();
    }

    /** Writes other content as if the writer had: the index knows its hash. */
    private void written(byte[] content) {
        SegmentEntry entry = entry();
        log.bucket().write(entry.objectKey(), content);
        log.index()
                .record(new SegmentEntry(
                        entry.table(),
                        entry.stream(),
                        entry.shard(),
                        entry.objectKey(),
                        entry.oldest(),
                        entry.newest(),
                        entry.firstSequence(),
                        entry.lastSequence(),
                        entry.changeCount(),
                        content.length,
                        Sha256.hex(content),
                        entry.digestChange(),
                        entry.keys(),
                        entry.writtenAt()));
    }

    private List<Gap> gaps() {
        return log.reader().read(EVER, ChangeSelection.ALL, change -> {}).gaps();
    }

    private void shouldBeNamed(String how) {
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.SEGMENT_CORRUPT);
            assertThat(gap.from()).isEqualTo(START);
            assertThat(gap.until()).isEqualTo(START.plusSeconds(9).plusNanos(1000));
            assertThat(gap.detail()).contains(entry().objectKey(), how);
        });
        assertThat(log.reader().last(5, EVER).gaps()).hasSize(1);
    }

    @Test
    void shouldNameEveryFlippedByteAndEveryTruncation() throws IOException {
        byte[] content = content();
        for (int at = 0; at < content.length; at++) {
            byte[] flipped = content.clone();
            flipped[at] ^= 1;
            log.bucket().write(entry().objectKey(), flipped);
            assertThat(gaps()).extracting(Gap::cause).containsExactly(GapCause.SEGMENT_CORRUPT);
            log.bucket().write(entry().objectKey(), Arrays.copyOf(content, at));
            assertThat(gaps()).extracting(Gap::cause).containsExactly(GapCause.SEGMENT_CORRUPT);
        }
    }

    @Test
    void shouldNameASegmentThatIsNotCompressed() {
        written("no gzip".getBytes(UTF_8));
        shouldBeNamed("decompressed");
    }

    @Test
    void shouldNameASegmentWhoseCompressedBytesEndTooEarly() throws IOException {
        byte[] content = content();
        written(Arrays.copyOf(content, content.length / 2));
        shouldBeNamed("too early");
    }

    @Test
    void shouldNameASegmentThatLacksAChange() throws IOException {
        String text = text();
        written(gzip(text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1)));
        shouldBeNamed("9 changes and not 10");
    }

    @Test
    void shouldNameASegmentWhoseLastLineIsCut() throws IOException {
        String text = text();
        written(gzip(text.substring(0, text.length() - 1)));
        shouldBeNamed("too early");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":{\"id\":{\"S\":\"a\"}}}",
                "{\"Metadata\":{\"WriteTimestampMicros\":1,\"SequenceNumber\":{\"S\":\"1\"}},\"Keys\":{\"id\":{\"S\":\"a\"}}}",
                "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"now\"},\"SequenceNumber\":{\"S\":\"1\"}},\"Keys\":{}}",
                "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"},\"SequenceNumber\":{\"S\":\"1\"}}}"
            })
    void shouldNameALineThatIsNoChange(String line) throws IOException {
        String text = text();
        written(gzip(line + text.substring(text.indexOf('\n'))));
        shouldBeNamed("its line 1");
    }

    @Test
    void shouldTakeFieldsThatAreNotKnownYet() throws IOException {
        written(gzip(text().replace("{\"Metadata\":{", "{\"New\":[1],\"Metadata\":{\"Source\":{\"S\":\"x\"},")));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void shouldReadItemsThatAreAsLargeAsDynamoDbAllows() {
        SampleHistory large = new SampleHistory();
        Item item = new Item(Map.of(
                "id", new AttributeValue.Text("large"), "filler", new AttributeValue.Text("\"é\\ ".repeat(70_000))));
        large.put(item, START);
        large.delete(item, START);
        SampleChangeLog other = new SampleChangeLog("orders");
        other.append(large.changes());
        List<Change> changes = new ArrayList<>();

        other.reader().read(EVER, ChangeSelection.ALL, changes::add);

        assertThat(changes).isEqualTo(large.changes());
    }

    private String text() throws IOException {
        return new String(new GZIPInputStream(log.bucket().open(entry().objectKey())).readAllBytes(), UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
