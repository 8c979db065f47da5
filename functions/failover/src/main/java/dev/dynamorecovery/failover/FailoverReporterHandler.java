package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Tells how a failover went: the evidence that is kept, the notice to people, the event to machines, the times. */
public final class FailoverReporterHandler implements RequestStreamHandler {

    private final JsonFunction<ReportRequest> function = new JsonFunction<>(ReportRequest.class, this::answer);
    private final FailoverReports reports;

    /** The function as Lambda starts it. */
    public FailoverReporterHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public FailoverReporterHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private FailoverReporterHandler(Environment environment) {
        this(
                GroupPlans.of(environment),
                new DynamoDbControlRecords(
                        GroupControl.dynamoDb(new AwsClients(environment)), GroupControl.table(environment)));
    }

    FailoverReporterHandler(GroupPlans plans, ControlRecords records) {
        this.reports = new FailoverReports(plans, records);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(ReportRequest request, Context context) {
        return reports.of(request);
    }
}
