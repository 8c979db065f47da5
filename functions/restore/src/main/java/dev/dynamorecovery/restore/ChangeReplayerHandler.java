package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.replay.DynamoDbReplayTarget;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.plan.ChangeAttributes;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.work.PartitionReplay;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Replays the items of one partition onto a table, or lists what that would write. */
public final class ChangeReplayerHandler implements RequestStreamHandler {

    /** Kept for one more step of writes, tried again, and for storing what was done. */
    private static final Duration RESERVE = Duration.ofSeconds(90);

    /** Calls under way at once. */
    private static final int CALLS = 32;

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final DynamoDbClient dynamoDb;
    private final StoredDocuments work;

    /** The function as Lambda starts it. */
    public ChangeReplayerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ChangeReplayerHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private ChangeReplayerHandler(Environment environment, AwsClients clients) {
        this(
                clients.dynamoDb(),
                new StoredDocuments(Buckets.of(environment, clients).work()));
    }

    ChangeReplayerHandler(DynamoDbClient dynamoDb, StoredDocuments work) {
        this.dynamoDb = dynamoDb;
        this.work = work;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /**
     * The partition, by its number.
     *
     * @param first the item to begin with: 0, or what the call before answered
     */
    record Event(ReplayJob job, int partition, int first) {}

    private Object answer(Event event, Context context) {
        ReplayJob job = event.job();
        try (ExecutorService calls = Executors.newFixedThreadPool(CALLS)) {
            return new PartitionReplay(
                            job,
                            bookkeeping(Plans.of(job.plan()).changeLog().attributes()),
                            newHashKey(),
                            new DynamoDbReplayTarget(dynamoDb, job.target(), job.keySchema(), calls),
                            work)
                    .run(
                            event.partition(),
                            event.first(),
                            () -> context.getRemainingTimeInMillis() > RESERVE.toMillis());
        }
    }

    private static Set<String> bookkeeping(ChangeAttributes attributes) {
        return Stream.of(attributes.writer(), attributes.transaction(), attributes.region())
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Made for each call: a generator in a snapshot would give its copies the same numbers. */
    private static HashKey newHashKey() {
        byte[] bytes = new byte[HashKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        return HashKey.of(bytes);
    }
}
