package dev.dynamorecovery.core.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.report.NamedDifference;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.store.ObjectNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of order-1 and order-3 changes were left out: they have to differ from the live table. */
class CopyVerificationTest {

    private static final String FOLDER = "reports/orders/verify-1/";

    private final ReplayJob job = SampleReplayReports.job(ReplayJob.Operation.ROLL_FORWARD, false);
    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final CopyVerification verification = new CopyVerification(work, evidence);

    @BeforeEach
    void replay() {
        SampleReplayReports.replayed(job, List.of(), work);
    }

    @Test
    void shouldTakeAConsistentCopyAtItsWord() {
        VerificationSection section = section("Consistent");

        assertThat(section.outcome()).isEqualTo("Consistent");
        assertThat(section.expectedDifferences()).isZero();
        assertThat(section.unexpectedDifferences()).isZero();
    }

    @Test
    void shouldSayThatACopyDiffersOnlyWhereItHasTo() {
        differing("order-1", "order-3");
        judged("'contradictions':[{'subject':'DATA','text':'2 items differ','count':2}],'unchecked':[]");

        VerificationSection section = section("Inconsistent");

        assertThat(section.outcome()).isEqualTo(VerificationSection.BUT_FOR_LEFT_OUT);
        assertThat(section.expectedDifferences()).isEqualTo(2);
        assertThat(section.unexpectedDifferences()).isZero();
        assertThat(section.detail()).isEmpty();
    }

    @Test
    void shouldNameItemsThatMustNotDiffer() {
        differing("order-1", "order-2", "order-9");
        judged("'contradictions':[{'subject':'DATA','text':'3 items differ','count':3}],'unchecked':[]");

        VerificationSection section = section("Inconsistent");

        assertThat(section.outcome()).isEqualTo("Inconsistent");
        assertThat(section.expectedDifferences()).isEqualTo(1);
        assertThat(section.unexpectedDifferences()).isEqualTo(2);
        assertThat(section.unexpectedKeys()).containsExactly("order-2", "order-9");
        assertThat(section.detail()).isEqualTo("Data: 3 items differ");
    }

    @Test
    void shouldNameTwentyOfManyAndCountThemAll() {
        differing(
                IntStream.range(100, 150).mapToObj(number -> "order-" + number).toArray(String[]::new));
        judged("'contradictions':[{'subject':'DATA','text':'50 items differ','count':50}],'unchecked':[]");

        VerificationSection section = section("Inconsistent");

        assertThat(section.unexpectedDifferences()).isEqualTo(50);
        assertThat(section.unexpectedKeys()).hasSize(20);
    }

    @Test
    void shouldNotExcuseWhatElseSpeaksAgainstTheCopy() {
        differing("order-1");
        judged("'contradictions':[{'subject':'DATA','text':'1 item','count':1}],"
                + "'unchecked':[{'subject':'INVARIANT','text':'not checked','count':0}]");

        assertThat(section("Inconsistent").outcome()).isEqualTo("Inconsistent");
        assertThat(section("Inconsistent").detail()).isEqualTo("Invariant: not checked");
    }

    @Test
    void shouldNotExcuseACopyThatShowsNoneOfTheDifferencesItHasTo() {
        judged("'contradictions':[{'subject':'DATA','text':'digests differ','count':0}],'unchecked':[]");

        assertThat(section("Inconsistent").outcome()).isEqualTo("Inconsistent");
    }

    @Test
    void shouldExcuseNothingWithoutTheReportThatSaysWhy() {
        differing("order-1");

        assertThatThrownBy(() -> section("Inconsistent")).isInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void shouldSayWhyThereIsNoVerdict() {
        VerificationSection section = verification.section(
                job, new ReplayReportRequest.Verification("none", "", "States.Timeout: it took too long"));

        assertThat(section.outcome()).isEmpty();
        assertThat(section.detail()).contains("took too long");
    }

    private VerificationSection section(String outcome) {
        return verification.section(job, new ReplayReportRequest.Verification("verify-1", outcome, ""));
    }

    private void differing(String... keys) {
        evidence.write(
                FOLDER + "differences/00000",
                SampleReplayReports.lines(Arrays.stream(keys)
                        .map(key -> new NamedDifference(NamedDifference.Kind.DIFFERENT, key, List.of()))
                        .toList()));
    }

    private void judged(String outcome) {
        evidence.write(
                FOLDER + "report.json",
                ("{'outcome':{" + outcome + "}}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
