package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.settings.DynamoDbTableSettings;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import dev.dynamorecovery.core.verification.BaselineTaking;
import dev.dynamorecovery.core.verification.KeptBaseline;
import dev.dynamorecovery.core.verification.LoggedReading;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.VerifiedCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;

/** Keeps two equal readings of a quiet table, or a copy that the change log proved, as a baseline. */
public final class BaselineRecorderHandler implements RequestStreamHandler {

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final BaselineTaking taking;
    private final LoggedReading readings;
    private final VerifiedCopy copies;

    /** The function as Lambda starts it. */
    public BaselineRecorderHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public BaselineRecorderHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private BaselineRecorderHandler(Environment environment, AwsClients clients) {
        this(
                new DynamoDbTableSettings(clients.dynamoDb(), clients.client(ApplicationAutoScalingClient.builder())),
                Buckets.of(environment, clients));
    }

    BaselineRecorderHandler(TableSettingsReader settings, Buckets buckets) {
        this.taking = new BaselineTaking(settings, buckets.work(), buckets.evidence());
        this.readings = new LoggedReading(settings, buckets.work(), buckets.evidence());
        this.copies = new VerifiedCopy(settings, buckets.work(), buckets.evidence());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /**
     * The job whose two passes are done, or whose copy is judged.
     *
     * @param byChangeLog whether the first pass is to be made exact by the change log
     */
    record Event(RecoveryJob job, boolean byChangeLog) {}

    /** Whether there is a baseline; the execution's output if there is, or why there is none. */
    record Answer(boolean taken, Object result) {}

    private Object answer(Event event, Context context) {
        return switch (event.job()) {
            case RecoveryJob.Baseline baseline ->
                taken(event.byChangeLog() ? readings.keep(baseline) : taking.take(baseline));
            case RecoveryJob.Restore restore -> kept(copies.keep(restore));
        };
    }

    private static Answer kept(Optional<KeptBaseline> baseline) {
        return baseline.map(kept -> new Answer(true, kept))
                .orElseGet(() -> new Answer(false, "the copy is not proven by the change log, or nothing is gained"));
    }

    private static Answer taken(BaselineTaking.Outcome outcome) {
        return switch (outcome) {
            case BaselineTaking.Outcome.Taken taken -> new Answer(true, taken.output());
            case BaselineTaking.Outcome.NotQuiet notQuiet -> new Answer(false, notQuiet.reason());
        };
    }
}
