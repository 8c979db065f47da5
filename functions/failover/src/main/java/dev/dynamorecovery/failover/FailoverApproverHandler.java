package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.failover.DynamoDbApprovals;
import dev.dynamorecovery.aws.failover.SnsNotices;
import dev.dynamorecovery.aws.failover.StepFunctionsApprovalTasks;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.failover.approval.ApprovalAnswer;
import dev.dynamorecovery.core.failover.control.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Asks people whether a failover may go ahead, and hands their answer to the execution that waits. */
public final class FailoverApproverHandler implements RequestStreamHandler {

    private static final Set<String> QUESTION =
            Set.of("request", "group", "incident", "target", "purpose", "taskToken", "cause", "waitSeconds");
    private static final Set<String> ANSWER = Set.of("request", "group", "incident", "code", "by", "approved");

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final FailoverApproval approval;

    /** The function as Lambda starts it. */
    public FailoverApproverHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public FailoverApproverHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private FailoverApproverHandler(Environment environment) {
        this(approval(environment, new AwsClients(environment)));
    }

    FailoverApproverHandler(FailoverApproval approval) {
        this.approval = approval;
    }

    private static FailoverApproval approval(Environment environment, AwsClients clients) {
        return new FailoverApproval(
                GroupPlans.of(environment),
                new DynamoDbApprovals(GroupControl.dynamoDb(clients), GroupControl.table(environment)),
                new StepFunctionsApprovalTasks(region -> clients.in(region).client(SfnClient.builder())),
                new SnsNotices(clients.client(SnsClient.builder()), environment.required("NOTIFICATION_TOPIC")),
                environment.required("AWS_REGION"),
                new ApprovalCodes(),
                InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(JsonNode event, Context context) {
        return switch (event.path("request").asText()) {
            case "Ask" -> asked(StrictObject.open(event, "", QUESTION));
            case "Answer" -> answered(StrictObject.open(event, "", ANSWER));
            default -> throw new MalformedEvent("The event's field request is none known here: give Ask or Answer");
        };
    }

    private Object asked(StrictObject question) {
        return approval.ask(
                question.text("group", "give the name of a group"),
                question.text("incident", "give the incident"),
                question.text("target", "give the Region that is to serve"),
                question.constant("purpose", Purpose.class),
                question.text("taskToken", "give the token of the task that waits"),
                question.text("cause", "say why the failover was decided"),
                Duration.ofSeconds(question.integer("waitSeconds", "give a whole number of seconds")));
    }

    private Object answered(StrictObject answer) {
        return approval.answer(new ApprovalAnswer(
                answer.text("group", "give the name of a group"),
                answer.text("incident", "copy the incident from the message"),
                answer.text("code", "copy the code from the message"),
                answer.text("by", "give your name"),
                answer.flag("approved", false)));
    }
}
