package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.work.ChangeDealing;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Deals the changes of one slice of the log to the partitions of a replay. It touches no table. */
public final class ChangeDealerHandler implements RequestStreamHandler {

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final ChangeDealing dealing;

    /** The function as Lambda starts it. */
    public ChangeDealerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ChangeDealerHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private ChangeDealerHandler(Environment environment, AwsClients clients) {
        this(new ChangeDealing(
                ReplayLogs.of(environment, clients),
                new StoredDocuments(Buckets.of(environment, clients).work())));
    }

    ChangeDealerHandler(ChangeDealing dealing) {
        this.dealing = dealing;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** The slice, by its place in the plan. */
    record Event(ReplayJob job, int slice) {}

    /** How many changes it held. */
    record Answer(long count) {}

    private Object answer(Event event, Context context) {
        ReplayJob job = event.job();
        return new Answer(dealing.deal(
                job, event.slice(), Plans.of(job.plan()).changeLog().heartbeatsIn(job.keySchema())));
    }
}
