package dev.dynamorecovery.changelog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.queue.SqsLostChangeNotices;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.LostBatch;
import dev.dynamorecovery.core.changelog.LostChangeRecording;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Takes from the queue what Lambda gave up, records it as gaps of the log, and tells people why. */
public final class LostChangeRecorderHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LostChangeRecorderHandler.class);

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final LostChangeRecording recording;

    /** The function as Lambda starts it. */
    public LostChangeRecorderHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public LostChangeRecorderHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private LostChangeRecorderHandler(Environment environment, AwsClients clients) {
        this(new LostChangeRecording(
                DynamoDbChangeLogIndex.of(environment, clients),
                new S3ObjectStore(clients.s3(), environment.required("CHANGE_LOG_BUCKET")),
                new SqsLostChangeNotices(
                        clients.client(SqsClient.builder()), environment.required("FAILURE_QUEUE_URL"))));
    }

    LostChangeRecorderHandler(LostChangeRecording recording) {
        this.recording = recording;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** A message that fails stays in the queue, and the others do not wait for it. */
    private Object answer(JsonNode event, Context context) {
        List<Failure> failures = new ArrayList<>();
        for (JsonNode message : event.path("Records")) {
            String id = message.path("messageId").asText();
            try {
                byte[] body = message.path("body").asText().getBytes(StandardCharsets.UTF_8);
                var notice = recording.record(LostBatch.read(body));
                LOG.warn("{} changes of {} were given up: {}", notice.changeCount(), notice.table(), notice.cause());
            } catch (RuntimeException failure) {
                LOG.error("Message {} could not be recorded as a gap", id, failure);
                failures.add(new Failure(id));
            }
        }
        return new Answer(failures);
    }

    /** The messages that Lambda is to deliver again. */
    record Answer(List<Failure> batchItemFailures) {}

    /** @param itemIdentifier the message's identifier */
    record Failure(String itemIdentifier) {}
}
