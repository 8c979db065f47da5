package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.failover.DynamoDbToldRefusals;
import dev.dynamorecovery.aws.failover.SnsNotices;
import dev.dynamorecovery.aws.failover.StepFunctionsFailovers;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.failover.Rounds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Decides whether groups fail over: when an alarm changes its state, every five seconds of the minute for which a schedule
 * calls it, when a person asks, and for an execution that is about to act.
 */
public final class FailoverDetectorHandler implements RequestStreamHandler {

    /** The budget of the recovery time counts on it. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);
    /** The schedule calls again after a minute; two looks side by side would only cost. */
    private static final Duration LONGEST = Duration.ofSeconds(58);
    /** For the last look, and for the answer. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final GroupDetector detector;
    private final Rounds rounds;

    /** The function as Lambda starts it. */
    public FailoverDetectorHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public FailoverDetectorHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private FailoverDetectorHandler(Environment environment) {
        this(detector(environment, new AwsClients(environment)), new Rounds(InstantSource.system(), Thread::sleep));
    }

    FailoverDetectorHandler(GroupDetector detector, Rounds rounds) {
        this.detector = detector;
        this.rounds = rounds;
    }

    private static GroupDetector detector(Environment environment, AwsClients clients) {
        DynamoDbClient dynamoDb = GroupControl.dynamoDb(clients);
        String table = GroupControl.table(environment);
        return new GroupDetector(
                GroupPlans.of(environment),
                GroupControl.of(table, dynamoDb),
                new StepFunctionsFailovers(
                        clients.client(SfnClient.builder()), environment.required("FAILOVER_STATE_MACHINE")),
                new RefusalNotices(
                        new DynamoDbToldRefusals(dynamoDb, table),
                        new SnsNotices(
                                clients.client(SnsClient.builder()), environment.required("NOTIFICATION_TOPIC"))),
                environment.required("AWS_REGION"),
                InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(JsonNode event, Context context) {
        if (event.has("request")) {
            return switch (event.path("request").asText()) {
                case "Failover" -> detector.byHand(FailoverRequest.read(event));
                case "Assess" -> detector.assess(FailoverRequest.read(event));
                default ->
                    throw new MalformedEvent("The event's field request is none known here: give Failover or Assess");
            };
        }
        return switch (event.path("detail-type").asText()) {
            case "CloudWatch Alarm State Change" -> new Answer(1, detector.sweep());
            case "Scheduled Event" -> looked(context);
            default ->
                throw new MalformedEvent(
                        "The event is no request, no schedule's and no alarm's: see the samples under events/failover/");
        };
    }

    private Answer looked(Context context) {
        Duration remaining =
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        List<GroupDetector.Started> started = new ArrayList<>();
        int looks = rounds.run(
                LOOK_INTERVAL,
                remaining.compareTo(LONGEST) < 0 ? remaining : LONGEST,
                () -> started.addAll(detector.sweep()));
        return new Answer(looks, started);
    }

    /**
     * @param looks how often all groups were judged
     * @param started the executions that were started
     */
    record Answer(int looks, List<GroupDetector.Started> started) {}
}
