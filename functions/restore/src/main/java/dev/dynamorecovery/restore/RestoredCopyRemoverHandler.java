package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.restore.DynamoDbRestoredCopies;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.TransientFailure;
import dev.dynamorecovery.core.restore.RestoredCopies;
import dev.dynamorecovery.core.verification.CopyTreatment;
import dev.dynamorecovery.core.verification.RecoveryJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Removes the restored copy if that was asked and nothing speaks against it, and says what stands there now. */
public final class RestoredCopyRemoverHandler implements RequestStreamHandler {

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final CopyTreatment treatment;

    /** The function as Lambda starts it. */
    public RestoredCopyRemoverHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RestoredCopyRemoverHandler(Map<String, String> environment) {
        this(new DynamoDbRestoredCopies(new AwsClients(new Environment(environment)).dynamoDb()));
    }

    RestoredCopyRemoverHandler(RestoredCopies copies) {
        this.treatment = new CopyTreatment(copies);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** The job whose copy is at its end. */
    record Event(RecoveryJob.Restore job) {}

    private Object answer(Event event, Context context) {
        return treatment
                .treat(event.job())
                .orElseThrow(() -> new TransientFailure(
                        "Table " + event.job().target() + " is changing and takes no deletion yet"));
    }
}
