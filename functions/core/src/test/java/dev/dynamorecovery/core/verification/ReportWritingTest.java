package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dynamorecovery.core.report.CopyState;
import dev.dynamorecovery.core.report.DataSection;
import dev.dynamorecovery.core.report.Outcome;
import dev.dynamorecovery.core.report.SettingsSection;
import dev.dynamorecovery.core.restore.DifferenceCounts;
import dev.dynamorecovery.core.restore.ObjectivesAchieved;
import dev.dynamorecovery.core.restore.Verdict;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWritingTest {

    private static final RecoveryJob.Restore OWN = SampleVerification.restore(new ExpectedSource.None(), true);
    private static final RecoveryJob.Restore LENT = SampleVerification.lent(true);
    private static final ObjectivesAchieved MET =
            new ObjectivesAchieved(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1), Duration.ZERO);

    private final StoredDocuments work = new StoredDocuments(new InMemoryObjectStore());
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();

    @Test
    void shouldTellNobodyOfARestoreTestThatWentWellAndClaimNoDrill() {
        ReportWriting.Written written = written(LENT, "Consistent", null);

        assertThat(written.notice()).isNull();
        assertThat(evidence.list("proofs/")).isEmpty();
        ExecutionOutput output = Objects.requireNonNull(written.output());
        assertThat(output.rtoAchievedSeconds()).isNull();
        assertThat(output.objectivesMet()).isTrue();
        assertThat(output.reasons())
                .containsExactly(
                        "the proof",
                        "41 item(s) were compared, and 0 rule(s) of the plan are kept by the 41 item(s) they were applied to");
    }

    /** Nobody restored anything that a drill would: but what is wrong is wrong, whoever restored it. */
    @Test
    void shouldRememberARestoreTestThatFoundAnItemWrong() {
        ReportWriting.Written written = written(LENT, "Inconsistent", null);

        assertThat(written.notice()).isNotNull();
        assertThat(evidence.list("proofs/")).containsExactly("proofs/orders/failed.json");
        assertThat(Objects.requireNonNull(written.output()).reasons()).containsExactly("wrong", "open");
    }

    @Test
    void shouldTellOfARestoreTestThatProvedNothingAndHoldItAgainstNoDrill() {
        assertThat(written(LENT, "Unproven", null).notice()).isNotNull();
        assertThat(evidence.list("proofs/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Consistent", "Inconsistent", "Unproven"})
    void shouldTellOfEveryRestoreOfItsOwnAndRememberIt(String label) {
        assertThat(written(OWN, label, MET).notice()).isNotNull();
        assertThat(evidence.list("proofs/"))
                .containsExactly(
                        label.equals("Consistent") ? "proofs/orders/passed.json" : "proofs/orders/failed.json");
    }

    private ReportWriting.Written written(
            RecoveryJob.Restore job, String label, @Nullable ObjectivesAchieved objectives) {
        work.write(
                job.keys().judgement(),
                new Judgement(
                        new Outcome.Judged(
                                label,
                                label.equals("Consistent") ? "the proof" : "",
                                reasons(label.equals("Inconsistent") ? "wrong" : ""),
                                reasons(label.equals("Consistent") ? "" : "open")),
                        SampleVerification.START,
                        objectives,
                        new SettingsSection(List.of(), List.of(), List.of()),
                        new DataSection("known", 41, 41, new DifferenceCounts(0, 0, 0), null, List.of(), false, ""),
                        List.of(),
                        41,
                        0,
                        null));
        return new ReportWriting(work, evidence, "evidence", 1)
                .write(
                        new ReportRequest(
                                new ReportRequest.Execution(job.execution(), "arn", SampleVerification.START),
                                JsonNodeFactory.instance.objectNode(),
                                job,
                                new CopyState(job.copyIsLent() ? CopyState.State.LENT : CopyState.State.KEPT, ""),
                                null,
                                null,
                                List.of()),
                        SampleVerification.START);
    }

    private static List<Verdict.Reason> reasons(String... texts) {
        return Arrays.stream(texts)
                .filter(text -> !text.isEmpty())
                .map(text -> new Verdict.Reason(Verdict.Subject.DATA, text, 1))
                .toList();
    }
}
