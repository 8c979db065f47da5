package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.EventCodec;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a failover went: the evidence that is kept, the notice to people, the event to machines, the times. Of an
 * execution that was stopped before it asked for its report, it keeps evidence by itself.
 */
public final class FailoverReporterHandler implements RequestStreamHandler {

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final FailoverReports reports;
    private final StoredDocuments evidence;

    /** The function as Lambda starts it. */
    public FailoverReporterHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public FailoverReporterHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private FailoverReporterHandler(Environment environment) {
        this(environment, new AwsClients(environment));
    }

    private FailoverReporterHandler(Environment environment, AwsClients clients) {
        this(
                GroupPlans.of(environment),
                new DynamoDbControlRecords(GroupControl.dynamoDb(clients), GroupControl.table(environment)),
                new S3ObjectStore(clients.s3(), environment.required("EVIDENCE_BUCKET")));
    }

    FailoverReporterHandler(GroupPlans plans, ControlRecords records, ObjectStore evidence) {
        this.reports = new FailoverReports(plans, records);
        this.evidence = new StoredDocuments(evidence);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** @param kept where the evidence of a stopped execution was put; null where there is nothing to keep */
    record Kept(@Nullable String kept) {}

    private Object answer(JsonNode event, Context context) {
        if (!event.path("detail-type").asText().equals(StoppedExecution.DETAIL_TYPE)) {
            return reports.of(EventCodec.read(event, ReportRequest.class));
        }
        return reports.of(StoppedExecution.of(event))
                .map(report -> {
                    evidence.write(report.key(), report.document());
                    return new Kept(report.key());
                })
                .orElse(new Kept(null));
    }
}
