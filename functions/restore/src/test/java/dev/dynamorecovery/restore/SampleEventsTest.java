package dev.dynamorecovery.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.EventCodec;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.restore.RequestDocument;
import dev.dynamorecovery.core.restore.RequestReading;
import dev.dynamorecovery.core.verification.ReportRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleEventsTest {

    private static final Path EVENTS = Path.of("..", "..", "events", "restore");

    static Stream<Arguments> functionEvents() {
        return Stream.of(
                Arguments.of("restore-request-validator.json", RestoreRequestValidatorHandler.Event.class),
                Arguments.of("restore-settings-rebuilder.json", RestoreSettingsRebuilderHandler.Event.class),
                Arguments.of("table-segment-scanner.json", SegmentEvent.class),
                Arguments.of("restore-consistency-checker.json", CheckerEvent.class),
                Arguments.of("expected-state-deriver.json", DeriverEvent.class),
                Arguments.of("baseline-recorder.json", BaselineRecorderHandler.Event.class),
                Arguments.of("restored-copy-remover.json", RestoredCopyRemoverHandler.Event.class),
                Arguments.of("restore-reporter.json", ReportRequest.class));
    }

    @ParameterizedTest
    @MethodSource("functionEvents")
    void shouldReadEverySampleWithoutLosingAField(String sample, Class<?> type) throws IOException {
        byte[] event = Files.readAllBytes(EVENTS.resolve(sample));

        Object read = EventCodec.read(new ByteArrayInputStream(event), type);

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        EventCodec.write(written, read);
        assertThat(tree(written.toByteArray())).isEqualTo(tree(event));
    }

    @ParameterizedTest
    @MethodSource("functionEvents")
    void shouldNameAFieldThatItDoesNotKnow(String sample, Class<?> type) throws IOException {
        String event = Files.readString(EVENTS.resolve(sample));
        byte[] altered = event.replaceFirst("\\{", "{\"surprise\": \"secret\",").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventCodec.read(new ByteArrayInputStream(altered), type))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("surprise")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-restore-at-instant.json",
                "request-restore-latest.json",
                "request-restore-by-change-log.json",
                "request-restore-from-backup.json",
                "request-baseline.json"
            })
    void shouldUnderstandEverySampleRequest(String sample) throws IOException {
        RequestReading reading = RequestDocument.read(Files.readAllBytes(EVENTS.resolve(sample)));

        assertThat(reading).isInstanceOf(RequestReading.Understood.class);
    }

    private static JsonNode tree(byte[] json) {
        return Documents.readJson(json);
    }
}
