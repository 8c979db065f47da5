package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.settings.DynamoDbTableSettings;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import dev.dynamorecovery.core.verification.BaselineTaking;
import dev.dynamorecovery.core.verification.RecoveryJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Keeps two equal readings of a quiet table as a baseline. */
public final class BaselineRecorderHandler implements RequestStreamHandler {

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final BaselineTaking taking;

    /** The function as Lambda starts it. */
    public BaselineRecorderHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public BaselineRecorderHandler(Map<String, String> environment) {
        this(taking(new Environment(environment)));
    }

    BaselineRecorderHandler(BaselineTaking taking) {
        this.taking = taking;
    }

    private static BaselineTaking taking(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        Buckets buckets = Buckets.of(environment, clients);
        TableSettingsReader settings = new DynamoDbTableSettings(clients.dynamoDb(), clients.applicationAutoScaling());
        return new BaselineTaking(settings, buckets.work(), buckets.evidence());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** The job whose two passes are done. */
    record Event(RecoveryJob.Baseline job) {}

    /** Whether there is a baseline; the execution's output if there is, or why there is none. */
    record Answer(boolean taken, Object result) {}

    private Object answer(Event event, Context context) {
        return switch (taking.take(event.job())) {
            case BaselineTaking.Outcome.Taken taken -> new Answer(true, taken.output());
            case BaselineTaking.Outcome.NotQuiet notQuiet -> new Answer(false, notQuiet.reason());
        };
    }
}
