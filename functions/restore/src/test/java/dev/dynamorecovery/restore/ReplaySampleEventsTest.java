package dev.dynamorecovery.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.aws.runtime.EventCodec;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.replay.report.ReplayReportRequest;
import dev.dynamorecovery.core.replay.request.ReplayRequest;
import dev.dynamorecovery.core.replay.request.ReplayRequestDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaySampleEventsTest {

    private static final Path EVENTS = Path.of("..", "..", "events", "replay");

    static Stream<Arguments> functionEvents() {
        return Stream.of(
                Arguments.of("replay-planner.json", ReplayEvent.class),
                Arguments.of("replay-planner-plan.json", ReplayEvent.class),
                Arguments.of("change-dealer.json", ChangeDealerHandler.Event.class),
                Arguments.of("change-replayer.json", ChangeReplayerHandler.Event.class),
                Arguments.of("replay-reporter.json", ReplayReportRequest.class));
    }

    @ParameterizedTest
    @MethodSource("functionEvents")
    void shouldReadEverySampleWithoutLosingAField(String sample, Class<?> type) throws IOException {
        byte[] event = Files.readAllBytes(EVENTS.resolve(sample));

        Object read = EventCodec.read(new ByteArrayInputStream(event), type);

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        EventCodec.write(written, read);
        assertThat(Documents.readJson(written.toByteArray())).isEqualTo(Documents.readJson(event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-roll-forward.json", "request-undo.json", "request-undo-apply.json"})
    void shouldUnderstandEverySampleRequest(String sample) throws IOException {
        ReplayRequest request =
                ReplayRequestDocument.read(Documents.readJson(Files.readAllBytes(EVENTS.resolve(sample))));

        assertThat(request.table()).isEqualTo("orders");
    }
}
