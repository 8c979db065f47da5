package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.report.CopyState;
import dev.dynamorecovery.core.report.DataSection;
import dev.dynamorecovery.core.report.JsonReport;
import dev.dynamorecovery.core.report.MarkdownReport;
import dev.dynamorecovery.core.report.Outcome;
import dev.dynamorecovery.core.report.RestoreReport;
import dev.dynamorecovery.core.restore.ObjectivesAchieved;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the report of an execution as evidence, and says what the execution answers and who is told what. */
public final class ReportWriting {

    private static final double MILLIS_PER_SECOND = 1000;

    private static final String CONSISTENT = "Consistent";
    private static final String INCONSISTENT = "Inconsistent";

    /** An answer is read where there is little room: the rest is in the report. */
    private static final int MOST_REASONS = 5;

    /** What SNS allows for an e-mail's subject. */
    private static final int LONGEST_SUBJECT_CHARACTERS = 99;

    private final StoredDocuments work;
    private final ObjectStore evidence;
    private final String evidenceBucket;
    private final double timeScale;

    /**
     * @param evidenceBucket the name of the bucket that {@code evidence} is, for the places it tells
     * @param timeScale the factor that shortened every wait; 1 on AWS
     */
    public ReportWriting(StoredDocuments work, ObjectStore evidence, String evidenceBucket, double timeScale) {
        this.work = work;
        this.evidence = evidence;
        this.evidenceBucket = evidenceBucket;
        this.timeScale = timeScale;
    }

    /**
     * What was written.
     *
     * @param output what the execution answers, or null when it fails
     * @param notice null when nobody has to be told: a restore test that went well concerns only AWS Backup, which asked
     */
    public record Written(
            @Nullable ExecutionOutput output, @Nullable Notice notice) {}

    /** What the topic's subscribers are told. It holds counts and names of tables, and no item. */
    public record Notice(String subject, String message) {}

    /** Writes the report. */
    public Written write(ReportRequest request, Instant now) {
        @Nullable Judgement judgement = judgement(request);
        ReportComposition composition = new ReportComposition(request, timeScale);
        String folder = "reports/%s/%s/"
                .formatted(composition.table(), request.execution().name());
        @Nullable DataSection data = judgement == null ? null : data(request, judgement, folder);
        RestoreReport report = composition.compose(judgement, data, now);
        evidence.write(folder + "report.json", bytes(JsonReport.render(report)));
        evidence.write(folder + "report.md", bytes(MarkdownReport.render(report)));
        ExecutionOutput.ReportPlaces places =
                new ExecutionOutput.ReportPlaces(uri(folder + "report.json"), uri(folder + "report.md"));
        @Nullable ExecutionOutput output = judgement == null ? null : output(report, judgement, places);
        prove(request, report, output, places, now);
        return new Written(output, isRoutine(request, report) ? null : notice(report, places));
    }

    /**
     * Remembers for the audit that the table was restored: right and in time, or not. A refusal is neither. A copy that was
     * lent proves no drill, for the suite did not restore it, with the settings and within the objectives; but that it is
     * wrong is a fact all the same.
     */
    private void prove(
            ReportRequest request,
            RestoreReport report,
            @Nullable ExecutionOutput output,
            ExecutionOutput.ReportPlaces places,
            Instant now) {
        if (request.job() instanceof RecoveryJob.Restore job
                && (!job.copyIsLent() || report.outcome().label().equals(INCONSISTENT))) {
            RestoreProof proof = new RestoreProof(
                    report.table(),
                    now,
                    report.outcome().label(),
                    output != null && output.objectivesMet(),
                    places.json());
            new StoredDocuments(evidence).write(proof.key(), proof);
        }
    }

    private static boolean isRoutine(ReportRequest request, RestoreReport report) {
        return request.job() instanceof RecoveryJob.Restore job
                && job.copyIsLent()
                && report.outcome().label().equals(CONSISTENT);
    }

    private @Nullable Judgement judgement(ReportRequest request) {
        return request.failure() == null && request.job() instanceof RecoveryJob.Restore job
                ? work.read(job.keys().judgement(), Judgement.class)
                : null;
    }

    /** Copies the differences group by group, so that memory does not grow with them. */
    private @Nullable DataSection data(ReportRequest request, Judgement judgement, String folder) {
        DataSection data = judgement.data();
        if (data == null || judgement.groups() == 0) {
            return data;
        }
        WorkKeys keys = new WorkKeys(request.execution().name());
        for (int group = 0; group < judgement.groups(); group++) {
            try (InputStream lines = work.store().open(keys.differences(group))) {
                evidence.write(folder + "differences/%05d.jsonl".formatted(group), lines.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The differences of group " + group + " could not be read", unreadable);
            }
        }
        return new DataSection(
                data.expectedState(),
                data.expectedItems(),
                data.restoredItems(),
                data.counts(),
                data.log(),
                data.named(),
                data.valuesRevealed(),
                uri(folder + "differences/"));
    }

    private static ExecutionOutput output(
            RestoreReport report, Judgement judgement, ExecutionOutput.ReportPlaces places) {
        @Nullable ObjectivesAchieved objectives = judgement.objectives();
        return new ExecutionOutput(
                judgement.outcome().label(),
                report.table(),
                report.restoredTable(),
                report.copy().state() != CopyState.State.REMOVED
                        && report.copy().state() != CopyState.State.NONE,
                places,
                report.keptBaseline() == null ? null : report.keptBaseline().baseline(),
                judgement.baselineInstant(),
                objectives == null ? null : seconds(objectives.rtoObjective()),
                objectives == null ? null : seconds(objectives.rtoAchieved()),
                objectives == null ? null : seconds(objectives.rpoObjective()),
                objectives == null ? null : seconds(objectives.rpoAchieved()),
                objectives == null || objectives.met(),
                report.summary(),
                reasons(judgement));
    }

    private static List<String> reasons(Judgement judgement) {
        Outcome.Judged outcome = judgement.outcome();
        if (outcome.proof().isEmpty()) {
            return Stream.concat(outcome.contradictions().stream(), outcome.unchecked().stream())
                    .map(Verdict.Reason::text)
                    .limit(MOST_REASONS)
                    .toList();
        }
        return List.of(
                outcome.proof(),
                "%d item(s) were compared, and %d rule(s) of the plan are kept by the %d item(s) they were applied to"
                        .formatted(
                                judgement.data() == null ? 0 : judgement.data().restoredItems(),
                                judgement.rules().size(),
                                judgement.checkedItems()));
    }

    private static Notice notice(RestoreReport report, ExecutionOutput.ReportPlaces places) {
        String subject = "%s: restore of %s".formatted(report.outcome().label(), report.table());
        return new Notice(
                subject.length() <= LONGEST_SUBJECT_CHARACTERS
                        ? subject
                        : subject.substring(0, LONGEST_SUBJECT_CHARACTERS),
                "%s%nRestored table: %s (%s)%n%n%s%n%nReport: %s%nExecution: %s%n"
                        .formatted(
                                report.summary() + ".",
                                report.restoredTable() == null ? "none" : report.restoredTable(),
                                report.copy().state()
                                        + (report.copy().detail().isEmpty()
                                                ? ""
                                                : ": " + report.copy().detail()),
                                String.join("\n", report.nextSteps()),
                                places.markdown(),
                                report.execution()));
    }

    private String uri(String key) {
        return "s3://" + evidenceBucket + "/" + key;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
