package dev.dynamorecovery.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.InvokedContext;
import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangeLogWriter;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.InMemoryChangeLogIndex;
import dev.dynamorecovery.core.changelog.MalformedStreamEvent;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeLogHandlerTest {

    private static final Path SAMPLE = Path.of("..", "..", "events", "change-log", "stream-change-logger.json");
    private static final Instant NOW = Instant.ofEpochSecond(1795345210);
    private static final TimeSpan EVER = new TimeSpan(Instant.MIN, Instant.MAX);

    private final InMemoryObjectStore bucket = new InMemoryObjectStore();
    private final InMemoryChangeLogIndex index = new InMemoryChangeLogIndex();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final ChangeLogHandler handler = new ChangeLogHandler(
            new ChangeLogWriter(index, bucket),
            new ChangeLogMetrics((metric, value, unit, table) -> metrics.put(table + " " + metric, value)),
            () -> NOW);

    private JsonNode handle(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new InvokedContext("StreamChangeLogger"));
        return Documents.readJson(answer.toByteArray());
    }

    @Test
    void shouldLogTheSampleEventAndReturnTheWindowsState() throws IOException {
        JsonNode answer = handle(Files.readString(SAMPLE));

        assertThat(answer).isEqualTo(Documents.readJson("{\"batchItemFailures\":[],\"state\":{}}".getBytes(UTF_8)));
        List<Change> changes =
                new ChangeLogReader("orders", index, bucket).last(10, EVER).changes();
        assertThat(changes)
                .extracting(Change::origin)
                .containsExactly(ChangeOrigin.TIME_TO_LIVE, ChangeOrigin.WRITE, ChangeOrigin.WRITE);
        assertThat(changes)
                .extracting(change -> change.position().shard())
                .containsOnly("shardId-00000001795341600000-a1b2c3d4");
    }

    @Test
    void shouldReportTheRecordThatCannotBeLoggedAndNothingOfItInLogOrMetrics() throws IOException {
        String event = Files.readString(SAMPLE)
                .replaceFirst("(?s)NEW_AND_OLD_IMAGES(.*)NEW_AND", "NEW_AND_OLD_IMAGES$1KEYS")
                .replace("\"window\"", "\"ignored\"")
                .replace("\"state\"", "\"ignoredToo\"");
        LoggedLines lines = LoggedLines.capture();
        JsonNode answer;
        try (lines) {
            answer = handle(event);
        }

        assertThat(answer)
                .isEqualTo(Documents.readJson(
                        "{\"batchItemFailures\":[{\"itemIdentifier\":\"100000000000000000003\"}]}".getBytes(UTF_8)));
        assertThat(metrics)
                .containsEntry("orders ChangesLogged", 2.0)
                .containsEntry("orders LogGaps", 1.0)
                .containsEntry("orders NewestChangeAge", 9.0)
                .hasEntrySatisfying(
                        "orders SegmentBytes", bytes -> assertThat(bytes).isPositive());
        assertThat(lines.text())
                .contains("100000000000000000003", "orders", "KEYS_OLD_IMAGES")
                .doesNotContain("u-17", "PLACED", "SHIPPED", "41.50");
    }

    @Test
    void shouldRefuseAnEventOfAnotherForm() {
        assertThatThrownBy(() -> handle("{\"table\":\"orders\"}"))
                .isInstanceOf(MalformedStreamEvent.class)
                .hasMessageContaining("event source mapping");
        assertThat(bucket.list("")).isEmpty();
    }
}
