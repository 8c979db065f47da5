package dev.dynamorecovery.core.replay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.Label;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.request.ReplayKeys;
import dev.dynamorecovery.core.replay.work.ReplayPlan;
import dev.dynamorecovery.core.replay.work.ReplayTally;
import dev.dynamorecovery.core.replay.work.ReplayedItem;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.TableName;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the report of a replay as evidence, and says what the execution answers and who is told what. */
public final class ReplayReportWriting {

    private static final TypeReference<Map<String, List<Refusal>>> REFUSALS = new TypeReference<>() {};

    private final StoredDocuments work;
    private final ObjectStore evidence;
    private final String evidenceBucket;
    private final double timeScale;

    /**
     * @param evidenceBucket the name of the bucket that {@code evidence} is, for the places it tells
     * @param timeScale the factor that shortened every wait; 1 on AWS
     */
    public ReplayReportWriting(StoredDocuments work, ObjectStore evidence, String evidenceBucket, double timeScale) {
        this.work = work;
        this.evidence = evidence;
        this.evidenceBucket = evidenceBucket;
        this.timeScale = timeScale;
    }

    /**
     * What was written.
     *
     * @param output what the execution answers, or null when it fails
     * @param tally what it came to, or null when nothing was replayed
     */
    public record Written(
            @Nullable ReplayOutput output,
            Notice notice,
            @Nullable ReplayTally tally) {}

    /** What the topic's subscribers are told. It holds counts and names of tables, and no item. */
    public record Notice(String subject, String message) {}

    /** Writes the report. */
    public Written write(ReplayReportRequest request, Instant now) {
        @Nullable ReplayJob job = request.job();
        String folder =
                "reports/%s/%s/".formatted(table(request), request.execution().name());
        @Nullable ReplayTally tally = job == null ? null : tally(job);
        ReplayReport report = report(request, tally, folder, now);
        evidence.write(folder + "report.json", json(report));
        evidence.write(folder + "report.md", ReplayMarkdown.render(report).getBytes(StandardCharsets.UTF_8));
        ReplayOutput.Report places =
                new ReplayOutput.Report(uri(folder + "report.json"), uri(folder + "report.md"), uri(folder + "items/"));
        @Nullable ReplayOutput output = null;
        if (request.failure() == null && job != null && tally != null) {
            new StoredDocuments(evidence).write(ReplayKeys.job(job.table(), job.execution()), job);
            output = ReplayOutput.of(report, Label.of(report.outcome()), job.target(), tally, places);
        }
        return new Written(output, notice(report, places), tally);
    }

    private ReplayReport report(ReplayReportRequest request, @Nullable ReplayTally tally, String folder, Instant now) {
        @Nullable ReplayJob job = request.job();
        return new ReplayReport(
                ReplayReport.FORMAT_VERSION,
                outcome(request),
                job == null ? "Replay" : Label.of(job.operation()),
                request.execution().arn(),
                request.execution().startedAt(),
                now,
                table(request),
                job == null ? null : job.target(),
                job == null ? null : job.span(),
                job == null ? "nothing" : job.leftOut().words(),
                job == null ? null : job.proposal(),
                job == null ? null : job.plan(),
                job == null ? null : job.planVersion(),
                tally == null || job == null
                        ? List.of()
                        : work.read(job.keys().plan(), ReplayPlan.class).gaps().stream()
                                .map(Gap::described)
                                .toList(),
                tally,
                job == null ? List.of() : items(job, folder),
                tally == null ? null : uri(folder + "items/"),
                job == null || request.verification() == null
                        ? null
                        : new CopyVerification(work.store(), evidence).section(job, request.verification()),
                refusals(request),
                request.failure(),
                request.timeline(),
                timeScale);
    }

    private static ReplayOutcome outcome(ReplayReportRequest request) {
        @Nullable ReplayJob job = request.job();
        if (request.failure() != null) {
            return request.failure().refused() ? ReplayOutcome.REFUSED : ReplayOutcome.FAILED;
        }
        if (job == null) {
            throw new IllegalStateException("A replay without a job has a failure");
        }
        if (job.dryRun()) {
            return ReplayOutcome.LISTED;
        }
        return switch (job.operation()) {
            case ROLL_FORWARD -> ReplayOutcome.ROLLED_FORWARD;
            case UNDO -> ReplayOutcome.UNDONE;
        };
    }

    /** The sum of all calls; null when the replay came to none. */
    private @Nullable ReplayTally tally(ReplayJob job) {
        @Nullable ReplayTally sum = null;
        for (String object : work.store().list(job.keys().tallies())) {
            sum = (sum == null ? ReplayTally.NONE : sum).plus(work.read(object, ReplayTally.class));
        }
        return sum;
    }

    /** Copies what was done, object by object, and answers the first of it, conflicts before all else. */
    private List<ReplayedItem> items(ReplayJob job, String folder) {
        List<ReplayedItem> conflicts = new ArrayList<>();
        List<ReplayedItem> others = new ArrayList<>();
        String prefix = job.keys().items();
        for (String object : work.store().list(prefix)) {
            ItemLines.read(work.store(), object, ReplayedItem.class, item -> {
                List<ReplayedItem> list = item.conflict() == null ? others : conflicts;
                if (list.size() < ReplayReport.MOST_NAMED) {
                    list.add(item);
                }
            });
            try (InputStream lines = work.store().open(object)) {
                evidence.write(folder + "items/" + object.substring(prefix.length()), lines.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The lines of '" + object + "' could not be read", unreadable);
            }
        }
        conflicts.addAll(others);
        return conflicts.subList(0, Math.min(conflicts.size(), ReplayReport.MOST_NAMED));
    }

    private static List<Refusal> refusals(ReplayReportRequest request) {
        if (request.failure() == null || !request.failure().refused()) {
            return List.of();
        }
        try {
            return Documents.json()
                    .readValue(request.failure().cause(), REFUSALS)
                    .getOrDefault("refusals", List.of());
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("A refusal's cause is no list of refusals", malformed);
        }
    }

    /** The table that was asked for; a text that can be no table's name is not repeated. */
    private static String table(ReplayReportRequest request) {
        if (request.job() != null) {
            return request.job().table();
        }
        try {
            return TableName.checked("table", request.request().path("table").asText());
        } catch (InvalidField noName) {
            return "unknown";
        }
    }

    private static byte[] json(ReplayReport report) {
        ObjectNode tree = Documents.json().valueToTree(report);
        tree.put("outcome", Label.of(report.outcome()));
        tree.put("summary", report.summary());
        tree.set("nextSteps", Documents.json().valueToTree(NextReplaySteps.of(report)));
        try {
            return Documents.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON can always be written", impossible);
        }
    }

    private static Notice notice(ReplayReport report, ReplayOutput.Report places) {
        String subject = "%s: %s of %s".formatted(Label.of(report.outcome()), report.operation(), report.table());
        return new Notice(
                // What SNS allows for an e-mail's subject.
                subject.substring(0, Math.min(subject.length(), 99)),
                "%s.%nTable written: %s%n%n%s%n%nReport: %s%nExecution: %s%n"
                        .formatted(
                                report.summary(),
                                report.target() == null ? "none" : report.target(),
                                String.join("\n", NextReplaySteps.of(report)),
                                places.markdown(),
                                report.execution()));
    }

    private String uri(String key) {
        return "s3://" + evidenceBucket + "/" + key;
    }
}
