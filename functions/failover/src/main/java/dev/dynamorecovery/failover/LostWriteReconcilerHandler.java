package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbLossResolutions;
import dev.dynamorecovery.aws.replay.DynamoDbReplayTarget;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lists the writes that last-writer-wins dropped in a failover, and carries out what people decide about them. */
public final class LostWriteReconcilerHandler implements RequestStreamHandler {

    private final JsonFunction<LostWriteRequest> function = new JsonFunction<>(LostWriteRequest.class, this::answer);
    private final LostWriteReconciler reconciler;

    /** The function as Lambda starts it. */
    public LostWriteReconcilerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public LostWriteReconcilerHandler(Map<String, String> environment) {
        this(reconciler(new Environment(environment), new AwsClients(new Environment(environment))));
    }

    LostWriteReconcilerHandler(LostWriteReconciler reconciler) {
        this.reconciler = reconciler;
    }

    private static LostWriteReconciler reconciler(Environment environment, AwsClients clients) {
        GroupLosses losses = new GroupLosses(environment, clients);
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        DynamoDbClient control = GroupControl.dynamoDb(clients);
        return new LostWriteReconciler(
                GroupPlans.of(environment),
                new DynamoDbControlRecords(control, GroupControl.table(environment)),
                new DynamoDbLossResolutions(control, GroupControl.table(environment)),
                asked -> losses.table(asked.table(), asked.plan(), asked.handOver()),
                (handOver, table) -> new DynamoDbReplayTarget(
                        losses.dynamoDb(handOver.entered()), table.name(), table.keySchema(), calls),
                new StoredDocuments(new S3ObjectStore(clients.s3(), environment.required("EVIDENCE_BUCKET"))),
                InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** What became of each decision. */
    record Resolutions(List<LostWriteReconciler.Resolved> resolutions) {}

    private Object answer(LostWriteRequest request, Context context) {
        return switch (request) {
            case LostWriteRequest.Status status -> reconciler.status(status.group());
            case LostWriteRequest.Listing listing -> reconciler.listing(listing.group(), listing.revealValues());
            case LostWriteRequest.Resolve resolve -> new Resolutions(reconciler.resolve(resolve));
            case LostWriteRequest.AcceptUnknown accept -> reconciler.acceptUnknown(accept);
        };
    }
}
