package dev.dynamorecovery.core.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHash;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.KeySchema;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLogWriterTest {

    private static final Instant START = Instant.parse("2026-11-22T11:59:58Z");
    private static final TimeSpan EVER = new TimeSpan(Instant.MIN, Instant.MAX);

    private final SampleHistory table = new SampleHistory();
    private final SampleChangeLog log = new SampleChangeLog("orders");
    private final ChangeLogWriter writer = new ChangeLogWriter(log.index(), log.bucket());

    private List<Change> changes(int count) {
        for (int i = 0; i < count; i++) {
            table.put(SampleHistory.item("item-" + i % 3, i), START.plusSeconds(i));
        }
        return table.changes();
    }

    private List<Change> logged() {
        List<Change> changes = new ArrayList<>();
        log.reader().read(EVER, ChangeSelection.ALL, changes::add);
        return changes;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> event, int record) {
        List<Map<String, Object>> records = (List<Map<String, Object>>) Objects.requireNonNull(event.get("Records"));
        return (Map<String, Object>) Objects.requireNonNull(records.get(record).get("dynamodb"));
    }

    @Test
    void shouldWriteLinesOfTheIncrementalExportsShapeIntoAPartitionedPath() throws IOException {
        Change change = table.put(SampleHistory.item("a", 1), START);
        log.append(List.of(change));

        String key = log.bucket().list("changes/").getFirst();
        assertThat(key)
                .matches("changes/table=orders/date=2026-11-22/hour=11/2026-11-22T10-00-00.000/shardId-00000001-a/"
                        + "0{20}7-0{20}7-1-[0-9a-f]{16}\\.json\\.gz");
        String text = new String(new GZIPInputStream(log.bucket().open(key)).readAllBytes(), UTF_8);
        assertThat(text)
                .isEqualTo(
                        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"%d000000\"},\"SequenceNumber\":{\"S\":\"%s\"}},"
                                        .formatted(
                                                START.getEpochSecond(),
                                                change.position().sequence())
                                + "\"Keys\":{\"id\":{\"S\":\"a\"}},\"NewImage\":"
                                + new ObjectMapper()
                                        .writeValueAsString(StreamEvents.item(SampleHistory.item("a", 1)))
                                        .replace("\"value\":{\"N\":\"1\"},\"id\":{\"S\":\"a\"}", order(text))
                                + "}\n");
    }

    /** A map of two has either order. */
    private static String order(String text) {
        return text.contains("\"value\":{\"N\":\"1\"},\"id\"")
                ? "\"value\":{\"N\":\"1\"},\"id\":{\"S\":\"a\"}"
                : "\"id\":{\"S\":\"a\"},\"value\":{\"N\":\"1\"}";
    }

    @Test
    void shouldSplitABatchAtTheHourAndTellTheIndexWhatEachSegmentHolds() {
        LoggedBatch batch = log.append(changes(5));

        List<SegmentEntry> entries = log.index().segments("orders", EVER);
        assertThat(entries).extracting(SegmentEntry::changeCount).containsExactly(2, 3);
        assertThat(entries).extracting(SegmentEntry::oldest).containsExactly(START, START.plusSeconds(2));
        assertThat(entries)
                .extracting(SegmentEntry::newest)
                .containsExactly(START.plusSeconds(1), START.plusSeconds(4));
        assertThat(batch.changeCount()).isEqualTo(5);
        assertThat(batch.sizeBytes())
                .isEqualTo(entries.stream().mapToLong(SegmentEntry::sizeBytes).sum());
        assertThat(batch.newestChange()).contains(START.plusSeconds(4));
        assertThat(log.index().checkpoints("orders")).singleElement().satisfies(mark -> {
            assertThat(mark.firstChange()).isEqualTo(START);
            assertThat(mark.lastSequence())
                    .isEqualTo(table.changes().getLast().position().sequence());
        });
    }

    @Test
    void shouldSumUpByWhatTheTablesDigestChanged() {
        log.append(changes(50));
        table.delete(SampleHistory.item("item-0", 0), START.plusSeconds(60));
        log.append(table.changes().subList(50, 51));

        ItemHasher hasher = new ItemHasher(log.index().hashKey("orders"), KeySchema.of("id"));
        ItemHash expected =
                table.items().values().stream().map(hasher::itemHash).reduce(ItemHash.ZERO, ItemHash::plus);
        assertThat(log.index().segments("orders", EVER).stream()
                        .map(SegmentEntry::digestChange)
                        .reduce(ItemHash.ZERO, ItemHash::plus))
                .isEqualTo(expected);
    }

    @Test
    void shouldWriteTheSameBatchAsTheSameObject() {
        List<Change> changes = changes(10);
        log.append(changes);
        List<String> keys = log.bucket().list("changes/");
        log.append(changes, START.plus(Duration.ofHours(3)));

        assertThat(log.bucket().list("changes/")).isEqualTo(keys);
    }

    @Test
    void shouldLogWhatCameBeforeARecordThatCannotBeLoggedAndKeepItWithItsCause() throws IOException {
        List<Change> changes = changes(5);
        Map<String, Object> event = StreamEvents.document("orders", changes);
        data(event, 3).put("NewImage", Map.of("id", Map.of("X", "private")));

        LoggedBatch batch = writer.write(StreamEvents.bytes(event), START.plusSeconds(10));

        String sequence = changes.get(3).position().sequence();
        assertThat(logged()).isEqualTo(changes.subList(0, 3));
        assertThat(batch.unlogged()).hasValueSatisfying(record -> {
            assertThat(record.sequence()).isEqualTo(sequence);
            assertThat(record.at()).contains(START.plusSeconds(3));
            assertThat(record.cause()).contains("type").doesNotContain("private");
        });
        assertThat(log.index().checkpoints("orders"))
                .extracting(Checkpoint::lastSequence)
                .containsExactly(changes.get(2).position().sequence());
        JsonNode kept = new ObjectMapper()
                .readTree(log.bucket()
                        .open(Quarantine.key("orders", "2026-11-22T10:00:00.000", "shardId-00000001-a", sequence)));
        assertThat(kept.path("cause").asText()).contains("type");
        assertThat(kept.at("/record/dynamodb/NewImage/id/X").asText()).isEqualTo("private");
        assertThat(log.index().gaps("orders")).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.RECORDS_GIVEN_UP);
            assertThat(gap.from()).isEqualTo(START.plusSeconds(3));
            assertThat(gap.detail()).contains(sequence).doesNotContain("private");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"})
    void shouldNotLogAStreamThatDoesNotCarryBothImages(String view) {
        Map<String, Object> event = StreamEvents.document("orders", changes(2));
        data(event, 0).put("StreamViewType", view);

        LoggedBatch batch = writer.write(StreamEvents.bytes(event), START);

        assertThat(batch.changeCount()).isZero();
        assertThat(batch.unlogged())
                .hasValueSatisfying(record -> assertThat(record.cause()).contains(view, "NEW_AND_OLD_IMAGES"));
        assertThat(log.index().checkpoints("orders")).isEmpty();
    }

    @Test
    void shouldNotLogAModificationThatLacksAnImage() {
        changes(6);
        Map<String, Object> event =
                StreamEvents.document("orders", table.changes().subList(3, 6));
        data(event, 1).remove("OldImage");

        assertThat(writer.write(StreamEvents.bytes(event), START).unlogged())
                .hasValueSatisfying(record -> assertThat(record.cause()).contains("images"));
    }

    @Test
    void shouldTellTheTimeOfABatchInAnyNotation() {
        Map<String, Object> event = StreamEvents.document("orders", changes(3));
        data(event, 0).put("ApproximateCreationDateTime", 1795348798);
        data(event, 1).put("ApproximateCreationDateTime", new java.math.BigDecimal("1.795348799E9"));
        data(event, 2).put("ApproximateCreationDateTime", new java.math.BigDecimal("1795348799.25"));

        writer.write(StreamEvents.bytes(event), START);

        assertThat(logged())
                .extracting(Change::at)
                .containsExactly(
                        Instant.ofEpochSecond(1795348798),
                        Instant.ofEpochSecond(1795348799),
                        Instant.ofEpochSecond(1795348799, 250_000_000));
    }

    @Test
    void shouldReadAnEventHoweverItIsIndented() throws IOException {
        List<Change> changes = changes(3);
        byte[] indented = new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsBytes(StreamEvents.document("orders", changes));

        writer.write(indented, START);

        assertThat(logged()).isEqualTo(changes);
    }

    @Test
    void shouldAnswerTheEndOfAWindowThatHasNoRecords() {
        LoggedBatch batch = writer.write(
                "{\"Records\":[],\"shardId\":\"s\",\"window\":{},\"state\":{},\"isFinalInvokeForWindow\":true}"
                        .getBytes(UTF_8),
                START);

        assertThat(batch.table()).isEmpty();
        assertThat(batch.windowed()).isTrue();
        assertThat(log.bucket().list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"detail-type\":\"Scheduled Event\"}",
                "{\"Records\":{}}",
                "{\"Records\":[{}]}",
                "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"secret\"}]}",
                "{\"Records\":[]} []"
            })
    void shouldRefuseWhatIsNoBatchOfAStream(String event) {
        assertThatThrownBy(() -> writer.write(event.getBytes(UTF_8), START))
                .isInstanceOf(MalformedStreamEvent.class)
                .hasMessageNotContaining("secret");
        assertThat(log.bucket().list("")).isEmpty();
    }

    @Test
    void shouldRefuseABatchOfTwoStreamsAndOneOutOfOrder() {
        List<Change> changes = changes(2);
        Map<String, Object> two = StreamEvents.document("orders", changes);
        records(two).set(1, StreamEvents.record("users", changes.get(1)));
        assertThatThrownBy(() -> writer.write(StreamEvents.bytes(two), START))
                .isInstanceOf(MalformedStreamEvent.class)
                .hasMessageContaining("more than one stream");

        assertThatThrownBy(() -> writer.write(StreamEvents.of("orders", changes.reversed()), START))
                .isInstanceOf(MalformedStreamEvent.class)
                .hasMessageContaining("order");
        assertThat(log.bucket().list("")).isEmpty();
    }

    @Test
    void shouldNoteWhatTheStreamMayHaveDroppedDuringALongSilence() {
        List<Change> changes = changes(2);
        log.append(changes.subList(0, 1), START.plusSeconds(1));
        Instant resumed = START.plus(Duration.ofHours(30));
        log.append(changes.subList(1, 2), resumed);

        assertThat(log.index().gaps("orders")).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.STREAM_TRIMMED);
            assertThat(gap.from()).isEqualTo(START);
            assertThat(gap.until()).isEqualTo(resumed.minus(Duration.ofHours(24)));
        });
        assertThat(log.index().checkpoints("orders"))
                .extracting(Checkpoint::loggedAt)
                .containsExactly(resumed);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> records(Map<String, Object> event) {
        return (List<Map<String, Object>>) Objects.requireNonNull(event.get("Records"));
    }

    @Test
    void shouldKeepTheKeysOfASegmentInAFilterThatSeldomErrs() {
        for (int i = 0; i < 1000; i++) {
            table.put(SampleHistory.item("item-" + i, i), START.plusMillis(i));
        }
        log.append(table.changes());
        SegmentEntry entry = log.index().segments("orders", EVER).getFirst();
        var hasher = new dev.dynamorecovery.core.item.KeyHasher(log.index().hashKey("orders"));

        assertThat(table.changes()).allMatch(change -> entry.keys().mayHold(hasher.hash(change.keys())));
        long wrong = java.util.stream.IntStream.range(1000, 11_000)
                .filter(i -> entry.keys().mayHold(hasher.hash(key("item-" + i))))
                .count();
        assertThat(wrong).isLessThan(200);
        assertThat(entry.keys().bits()).hasSizeLessThan(1300);
        assertThat(KeyFilter.ANY.mayHold(1)).isTrue();
    }

    private static Item key(String id) {
        return new Item(Map.of("id", new dev.dynamorecovery.core.item.AttributeValue.Text(id)));
    }
}
