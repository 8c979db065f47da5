package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.core.verification.ExecutionOutput;
import dev.dynamorecovery.core.verification.ReportRequest;
import dev.dynamorecovery.core.verification.ReportWriting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Writes the report of a restore, refusal or failure as evidence, and the notice that goes out. */
public final class RestoreReporterHandler implements RequestStreamHandler {

    private final JsonFunction<ReportRequest> function = new JsonFunction<>(ReportRequest.class, this::answer);
    private final ReportWriting reports;
    private final RecoveryMetrics metrics;

    /** The function as Lambda starts it. */
    public RestoreReporterHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RestoreReporterHandler(Map<String, String> environment) {
        this(Reporting.of(new Environment(environment)));
    }

    private RestoreReporterHandler(Reporting reporting) {
        this(
                new ReportWriting(
                        reporting.work(), reporting.evidence(), reporting.evidenceBucket(), reporting.timeScale()),
                reporting.metrics());
    }

    RestoreReporterHandler(ReportWriting reports, RecoveryMetrics metrics) {
        this.reports = reports;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(ReportRequest request, Context context) {
        ReportWriting.Written written = reports.write(request, Instant.now());
        ExecutionOutput output = written.output();
        if (output != null && output.rtoAchievedSeconds() != null && output.rpoAchievedSeconds() != null) {
            metrics.record("RtoAchieved", output.rtoAchievedSeconds(), MetricUnit.SECONDS, output.table());
            metrics.record("RpoAchieved", output.rpoAchievedSeconds(), MetricUnit.SECONDS, output.table());
        }
        return written;
    }
}
