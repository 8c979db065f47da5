package dev.dynamorecovery.changelog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.ChangeLogWriter;
import dev.dynamorecovery.core.changelog.LoggedBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the batches of DynamoDB streams: every change of every protected table, in the order in which it was made. */
public final class ChangeLogHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeLogHandler.class);

    private final JsonFunction<byte[]> function = JsonFunction.ofBytes(this::answer);
    private final ChangeLogWriter writer;
    private final ChangeLogMetrics metrics;
    private final Supplier<Instant> clock;

    /** The function as Lambda starts it. */
    public ChangeLogHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ChangeLogHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private ChangeLogHandler(Environment environment, AwsClients clients) {
        this(
                new ChangeLogWriter(
                        DynamoDbChangeLogIndex.of(environment, clients),
                        new S3ObjectStore(clients.s3(), environment.required("CHANGE_LOG_BUCKET"))),
                new ChangeLogMetrics(new RecoveryMetrics(environment)::record),
                Instant::now);
    }

    ChangeLogHandler(ChangeLogWriter writer, ChangeLogMetrics metrics, Supplier<Instant> clock) {
        this.writer = writer;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(byte[] event, Context context) {
        LoggedBatch batch = writer.write(event, clock.get());
        metrics.record(batch, clock.get());
        batch.unlogged()
                .ifPresent(record -> LOG.error(
                        "Record {} of {} can't be logged and was put into quarantine: {}",
                        record.sequence(),
                        batch.table().orElseThrow(),
                        record.cause()));
        return response(batch);
    }

    /** Lambda goes back to the failed record, and wants the state of a tumbling window returned. */
    private static Map<String, Object> response(LoggedBatch batch) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put(
                "batchItemFailures",
                batch.unlogged()
                        .map(record -> List.of(Map.of("itemIdentifier", record.sequence())))
                        .orElse(List.of()));
        if (batch.windowed()) {
            response.put("state", Map.of());
        }
        return response;
    }
}
