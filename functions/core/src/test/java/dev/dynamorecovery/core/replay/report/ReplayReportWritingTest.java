package dev.dynamorecovery.core.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.request.ReplayKeys;
import dev.dynamorecovery.core.report.TimelineEntry;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.ExecutionFailure;
import dev.dynamorecovery.core.verification.ReportRequest;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayReportWritingTest {

    private static final Instant NOW = SampleReplayReports.SPAN.until().plusSeconds(60);
    private static final String FOLDER = "reports/orders/replay-1/";
    private static final String REFUSED = """
            {"refusals":[{"code":"UnknownTable","field":"table","value":"ordres","remedy":"name a table"}]}""";

    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final ReplayReportWriting reports =
            new ReplayReportWriting(new StoredDocuments(work), evidence, "evidence-bucket", 1);

    @Test
    void shouldAddUpWhatAllCallsDidAndTellConflictsFirst() {
        ReplayJob job = SampleReplayReports.job(ReplayJob.Operation.UNDO, false);
        SampleReplayReports.replayed(job, List.of(), work);

        ReplayReportWriting.Written written = reports.write(request(job, null), NOW);

        assertThat(Objects.requireNonNull(written.output())).satisfies(output -> {
            assertThat(output.outcome()).isEqualTo("Undone");
            assertThat(output.execution()).isEqualTo("replay-1");
            assertThat(output.changes()).isEqualTo(11);
            assertThat(output.leftOut()).isEqualTo(4);
            assertThat(output.written()).isEqualTo(3);
            assertThat(output.conflicts()).isEqualTo(1);
            assertThat(output.report().json()).isEqualTo("s3://evidence-bucket/" + FOLDER + "report.json");
        });
        assertThat(written.tally()).isNotNull();
        JsonNode report = report();
        assertThat(report.path("outcome").asText()).isEqualTo("Undone");
        assertThat(report.path("items").findValuesAsText("key"))
                .containsExactly("order-4", "order-1", "order-2", "order-3");
        assertThat(report.path("nextSteps").toString()).contains("CONFLICT", "No stream tells who deleted");
        assertThat(text(FOLDER + "report.md"))
                .startsWith("# Undone: Undo of `orders`")
                .contains("| Changes replayed | 11 |", "order-4");
    }

    @Test
    void shouldKeepEveryItemsLineAndTheJobAsEvidence() {
        ReplayJob job = SampleReplayReports.job(ReplayJob.Operation.UNDO, true);
        SampleReplayReports.replayed(job, List.of(), work);

        ReplayReportWriting.Written written = reports.write(request(job, null), NOW);

        assertThat(Objects.requireNonNull(written.output()).outcome()).isEqualTo("Listed");
        assertThat(evidence.list(FOLDER + "items/"))
                .hasSize(2)
                .allSatisfy(object -> assertThat(text(object)).contains("\"key\":\"order-"));
        // What is applied later is this very job.
        assertThat(new StoredDocuments(evidence).read(ReplayKeys.job("orders", "replay-1"), ReplayJob.class))
                .isEqualTo(job);
        assertThat(report().path("nextSteps").path(0).asText()).contains("./recovery undo orders --apply replay-1");
    }

    @Test
    void shouldNameTheGapsThatTheRequestAccepted() {
        ReplayJob job = SampleReplayReports.job(ReplayJob.Operation.ROLL_FORWARD, false);
        Gap gap = new Gap(
                "orders",
                SampleReplayReports.SPAN.from(),
                SampleReplayReports.SPAN.from().plusSeconds(60),
                GapCause.STREAM_DISABLED,
                "the stream was disabled or replaced");
        SampleReplayReports.replayed(job, List.of(gap), work);

        reports.write(request(job, null), NOW);

        assertThat(report().path("gaps").path(0).asText()).isEqualTo(gap.described());
        assertThat(text(FOLDER + "report.md"))
                .contains("## What the log did not know, and the request accepted", gap.described());
    }

    @Test
    void shouldTellWhyARequestWasRefusedAndAnswerNothing() {
        ReplayReportWriting.Written written =
                reports.write(request(null, new ExecutionFailure("AdmitRequest", true, "UnknownTable", REFUSED)), NOW);

        assertThat(written.output()).isNull();
        assertThat(written.tally()).isNull();
        assertThat(written.notice().subject()).isEqualTo("Refused: Replay of orders");
        assertThat(report().path("outcome").asText()).isEqualTo("Refused");
        assertThat(text(FOLDER + "report.md")).contains("ordres", "name a table", "nothing was written");
    }

    @Test
    void shouldTellWhatABrokenReplayHadDoneByThen() {
        ReplayJob job = SampleReplayReports.job(ReplayJob.Operation.ROLL_FORWARD, false);
        SampleReplayReports.replayed(job, List.of(), work);

        ReplayReportWriting.Written written = reports.write(
                request(job, new ExecutionFailure("ReplayChanges", false, "States.Timeout", "a worker hung")), NOW);

        assertThat(written.output()).isNull();
        assertThat(evidence.list(ReplayKeys.job("orders", "replay-1"))).isEmpty();
        assertThat(report().path("outcome").asText()).isEqualTo("Failed");
        assertThat(report().path("tally").path("changes").asLong()).isEqualTo(11);
        assertThat(text(FOLDER + "report.md")).contains("`States.Timeout` in ReplayChanges", "    a worker hung");
        assertThat(written.notice().message()).contains("the same request goes on from there", "--again");
    }

    /** A name from the request lands in keys and in mail. */
    @Test
    void shouldNotRepeatATextThatCanBeNoTablesName() {
        ReportRequest.Execution execution = execution();
        ReplayReportWriting.Written written = reports.write(
                new ReplayReportRequest(
                        execution,
                        Documents.readJson("{\"table\":\"../../orders\"}".getBytes(StandardCharsets.UTF_8)),
                        null,
                        null,
                        new ExecutionFailure("AdmitRequest", true, "InvalidRequest", REFUSED),
                        List.of()),
                NOW);

        assertThat(written.notice().subject()).isEqualTo("Refused: Replay of unknown");
        assertThat(evidence.list("")).allMatch(key -> key.startsWith("reports/unknown/replay-1/"));
    }

    @Test
    void shouldWarnThatACopyMustNotBeUsedYet() {
        ReplayJob job = SampleReplayReports.job(ReplayJob.Operation.ROLL_FORWARD, false);
        SampleReplayReports.replayed(job, List.of(), work);
        evidence.write(
                "reports/orders/verify-1/differences/00000",
                "{\"kind\":\"DIFFERENT\",\"key\":\"order-2\",\"attributes\":[]}\n".getBytes(StandardCharsets.UTF_8));
        evidence.write(
                "reports/orders/verify-1/report.json",
                "{\"outcome\":{\"contradictions\":[{\"subject\":\"DATA\",\"text\":\"1 item differs\",\"count\":1}]}}"
                        .getBytes(StandardCharsets.UTF_8));

        reports.write(
                new ReplayReportRequest(
                        execution(),
                        Documents.readJson("{}".getBytes(StandardCharsets.UTF_8)),
                        job,
                        new ReplayReportRequest.Verification("verify-1", "Inconsistent", ""),
                        null,
                        List.of()),
                NOW);

        assertThat(report().path("nextSteps").path(0).asText()).startsWith("Do not use the copy yet");
        assertThat(report().at("/verification/unexpectedKeys/0").asText()).isEqualTo("order-2");
        assertThat(text(FOLDER + "report.md")).contains("0 items differ as they have to", "1 differ that must not");
    }

    private static ReplayReportRequest request(@Nullable ReplayJob job, @Nullable ExecutionFailure failure) {
        return new ReplayReportRequest(
                execution(),
                Documents.readJson("{\"table\":\"orders\"}".getBytes(StandardCharsets.UTF_8)),
                job,
                null,
                failure,
                List.of(new TimelineEntry("AdmitRequest", SampleReplayReports.SPAN.until())));
    }

    private static ReportRequest.Execution execution() {
        return new ReportRequest.Execution(
                "replay-1",
                "arn:aws:states:eu-west-1:123456789012:execution:replay:replay-1",
                SampleReplayReports.SPAN.until());
    }

    private JsonNode report() {
        return Documents.readJson(text(FOLDER + "report.json").getBytes(StandardCharsets.UTF_8));
    }

    private String text(String key) {
        try (InputStream in = evidence.open(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
