package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.report.CopyState;
import dev.dynamorecovery.core.report.DataSection;
import dev.dynamorecovery.core.report.Outcome;
import dev.dynamorecovery.core.report.RestoreReport;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the report of one execution out of what is known at its end, be it little. */
final class ReportComposition {

    private static final String UNKNOWN_TABLE = "unknown";
    private static final TypeReference<Map<String, List<Refusal>>> REFUSALS = new TypeReference<>() {};

    private final ReportRequest request;
    private final double timeScale;

    ReportComposition(ReportRequest request, double timeScale) {
        this.request = request;
        this.timeScale = timeScale;
    }

    /** The table that was asked for; a text that can be no table's name is not repeated. */
    String table() {
        if (request.job() != null) {
            return request.job().table();
        }
        try {
            return TableName.checked("table", request.request().path("table").asText());
        } catch (InvalidField noName) {
            return UNKNOWN_TABLE;
        }
    }

    RestoreReport compose(@Nullable Judgement judgement, @Nullable DataSection data, Instant now) {
        RecoveryJob.@Nullable Restore restore = request.job() instanceof RecoveryJob.Restore job ? job : null;
        return new RestoreReport(
                RestoreReport.FORMAT_VERSION,
                judgement == null ? brokenOff() : judgement.outcome(),
                request.execution().arn(),
                request.execution().startedAt(),
                now,
                table(),
                restore == null || request.copy().state() == CopyState.State.NONE ? null : restore.target(),
                request.copy(),
                restore == null ? null : restore.restorePoint(),
                restore == null ? null : restore.incidentAt(),
                request.job() == null ? null : request.job().plan(),
                restore == null ? null : restore.planVersion(),
                judgement == null ? null : judgement.objectives(),
                judgement == null ? null : judgement.settings(),
                data,
                judgement == null ? List.of() : judgement.rules(),
                judgement == null ? 0 : judgement.checkedItems(),
                request.keptBaseline(),
                request.timeline(),
                timeScale);
    }

    private Outcome brokenOff() {
        ExecutionFailure failure =
                Objects.requireNonNull(request.failure(), "an execution without a verdict has a failure");
        return failure.refused()
                ? new Outcome.Refused(refusals(failure.cause()))
                : new Outcome.Failed(failure.step(), failure.error(), failure.cause());
    }

    private static List<Refusal> refusals(String cause) {
        try {
            return Documents.json().readValue(cause, REFUSALS).getOrDefault("refusals", List.of());
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("A refusal's cause is no list of refusals", malformed);
        }
    }
}
