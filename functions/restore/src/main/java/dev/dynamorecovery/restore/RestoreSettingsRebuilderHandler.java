package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.settings.DynamoDbSettingsRebuilder;
import dev.dynamorecovery.aws.settings.DynamoDbTableSettings;
import dev.dynamorecovery.core.settings.RebuildProgress;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import dev.dynamorecovery.core.verification.CopySettings;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.StoredBaselines;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Gives the restored copy the settings that a restore loses, and says whether they have settled. */
public final class RestoreSettingsRebuilderHandler implements RequestStreamHandler {

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final CopySettings settings;

    /** The function as Lambda starts it. */
    public RestoreSettingsRebuilderHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RestoreSettingsRebuilderHandler(Map<String, String> environment) {
        this(settings(new Environment(environment)));
    }

    RestoreSettingsRebuilderHandler(CopySettings settings) {
        this.settings = settings;
    }

    private static CopySettings settings(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        Buckets buckets = Buckets.of(environment, clients);
        DynamoDbClient dynamoDb = clients.dynamoDb();
        ApplicationAutoScalingClient autoScaling = clients.client(ApplicationAutoScalingClient.builder());
        TableSettingsReader reader = new DynamoDbTableSettings(dynamoDb, autoScaling);
        return new CopySettings(
                reader,
                new DynamoDbSettingsRebuilder(reader, dynamoDb, autoScaling),
                new StoredBaselines(buckets.evidence()),
                new StoredDocuments(buckets.work()));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** The job whose copy needs its settings, and how many of them. */
    record Event(RecoveryJob.Restore job, CopySettings.Extent extent) {}

    /** {@code Settled} or {@code Settling}, and what the call did. */
    record Answer(String state, int stepsTaken, int differencesLeft) {}

    private Object answer(Event event, Context context) {
        RebuildProgress progress = settings.rebuild(event.job(), event.extent());
        return new Answer(
                progress.isSettled() ? "Settled" : "Settling",
                progress.taken().size(),
                progress.remaining().size());
    }
}
