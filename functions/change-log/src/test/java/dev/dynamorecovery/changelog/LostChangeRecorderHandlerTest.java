package dev.dynamorecovery.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.InvokedContext;
import dev.dynamorecovery.core.changelog.InMemoryChangeLogIndex;
import dev.dynamorecovery.core.changelog.LostChangeNotice;
import dev.dynamorecovery.core.changelog.LostChangeRecording;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostChangeRecorderHandlerTest {

    private static final Path SAMPLE = Path.of("..", "..", "events", "change-log", "lost-change-recorder.json");

    private final InMemoryChangeLogIndex index = new InMemoryChangeLogIndex();
    private final List<LostChangeNotice> notices = new ArrayList<>();
    private final LostChangeRecorderHandler handler =
            new LostChangeRecorderHandler(new LostChangeRecording(index, new InMemoryObjectStore(), notices::add));

    @Test
    void shouldRecordTheSampleAsAGapAndTellOfIt() throws IOException {
        JsonNode answer = handle(Files.readString(SAMPLE));

        assertThat(answer).isEqualTo(Documents.readJson("{\"batchItemFailures\":[]}".getBytes(UTF_8)));
        assertThat(index.gaps("orders")).hasSize(1);
        assertThat(notices).hasSize(1);
    }

    @Test
    void shouldLeaveAMessageInTheQueueThatItDoesNotUnderstandAndRecordTheOthers() throws IOException {
        String sample = Files.readString(SAMPLE);
        String message = sample.substring(sample.indexOf('[') + 1, sample.lastIndexOf(']'));
        String odd =
                message.replace("19dd0b57-b21e-4ac1-bd88-01bbb068cb78", "odd").replace("DDBStreamBatchInfo", "Other");

        JsonNode answer = handle("{\"Records\":[" + odd + "," + message + "]}");

        assertThat(answer)
                .isEqualTo(
                        Documents.readJson("{\"batchItemFailures\":[{\"itemIdentifier\":\"odd\"}]}".getBytes(UTF_8)));
        assertThat(index.gaps("orders")).hasSize(1);
    }

    @Test
    void shouldLeaveAMessageInTheQueueThatNobodyCouldBeToldOf() throws IOException {
        var mute = new LostChangeRecorderHandler(new LostChangeRecording(index, new InMemoryObjectStore(), notice -> {
            throw new IllegalStateException("the queue is away");
        }));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        mute.handleRequest(
                new ByteArrayInputStream(Files.readAllBytes(SAMPLE)), answer, new InvokedContext("LostChangeRecorder"));

        assertThat(Documents.readJson(answer.toByteArray()).path("batchItemFailures"))
                .hasSize(1);
    }

    private JsonNode handle(String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new InvokedContext("LostChangeRecorder"));
        return Documents.readJson(answer.toByteArray());
    }
}
