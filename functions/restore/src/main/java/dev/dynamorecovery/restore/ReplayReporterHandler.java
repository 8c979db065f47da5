package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.RecoveryMetrics;
import dev.dynamorecovery.core.replay.report.ReplayReportRequest;
import dev.dynamorecovery.core.replay.report.ReplayReportWriting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Writes the report of a replay as evidence, its metrics, and the notice that goes out. */
public final class ReplayReporterHandler implements RequestStreamHandler {

    private final JsonFunction<ReplayReportRequest> function =
            new JsonFunction<>(ReplayReportRequest.class, this::answer);
    private final ReplayReportWriting reports;
    private final RecoveryMetrics metrics;

    /** The function as Lambda starts it. */
    public ReplayReporterHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ReplayReporterHandler(Map<String, String> environment) {
        this(Reporting.of(new Environment(environment)));
    }

    private ReplayReporterHandler(Reporting reporting) {
        this(
                new ReplayReportWriting(
                        reporting.work(), reporting.evidence(), reporting.evidenceBucket(), reporting.timeScale()),
                reporting.metrics());
    }

    ReplayReporterHandler(ReplayReportWriting reports, RecoveryMetrics metrics) {
        this.reports = reports;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(ReplayReportRequest request, Context context) {
        Instant now = Instant.now();
        ReplayReportWriting.Written written = reports.write(request, now);
        if (written.output() != null && request.job() != null && !request.job().dryRun()) {
            String table = request.job().table();
            metrics.record("ChangesReplayed", (double) written.output().changes(), MetricUnit.COUNT, table);
            metrics.record("ReplayConflicts", (double) written.output().conflicts(), MetricUnit.COUNT, table);
            metrics.record(
                    "ReplayDuration",
                    Duration.between(request.execution().startedAt(), now).toMillis() / 1000.0,
                    MetricUnit.SECONDS,
                    table);
        }
        return written;
    }
}
