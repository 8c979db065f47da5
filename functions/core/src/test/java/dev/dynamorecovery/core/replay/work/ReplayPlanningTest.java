package dev.dynamorecovery.core.replay.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayPlanningTest {

    private static final TimeSpan SPAN = new TimeSpan(SampleReplay.START, SampleReplay.START.plusSeconds(60));

    private final InMemoryReplayLog log = new InMemoryReplayLog(List.of(), 1);
    private final StoredDocuments work = SampleReplay.work();
    private final ReplayPlanning planning = new ReplayPlanning(log, work, Duration.ofMinutes(10));
    private final ReplayJob job =
            SampleReplay.job(ReplayJob.Operation.ROLL_FORWARD, SPAN, Exclusion.NOTHING, false, "one");

    @Test
    void shouldRefuseWhatTheLogDoesNotKnow() {
        log.gaps.add(gap(GapCause.RETENTION_PASSED));

        assertThat(planning.plan(job, SPAN.until()))
                .isInstanceOfSatisfying(ReplayPlanning.Outcome.Refused.class, refused -> {
                    assertThat(refused.refusals()).hasSize(1);
                    assertThat(refused.refusals().getFirst().code()).isEqualTo(RefusalCode.CHANGE_LOG_INCOMPLETE);
                    assertThat(refused.refusals().getFirst().value()).contains("unknown from");
                });
    }

    @Test
    void shouldGoOnWithAGapThatIsAcceptedAndKeepItForTheReport() {
        log.gaps.add(gap(GapCause.SEGMENT_MISSING));

        assertThat(planning.plan(accepting(), SPAN.until()))
                .isInstanceOfSatisfying(
                        ReplayPlanning.Outcome.Planned.class,
                        planned -> assertThat(planned.plan().gaps()).isEqualTo(log.gaps));
    }

    @Test
    void shouldWaitForChangesThatAreOnTheirWayAndGiveUpInTheEnd() {
        log.gaps.add(gap(GapCause.NOT_SETTLED));

        assertThat(planning.plan(job, SPAN.until())).isInstanceOf(ReplayPlanning.Outcome.Settling.class);
        assertThat(planning.plan(job, job.startedAt().plusSeconds(600)))
                .isInstanceOfSatisfying(
                        ReplayPlanning.Outcome.Refused.class,
                        refused -> assertThat(refused.refusals().getFirst().code())
                                .isEqualTo(RefusalCode.CHANGE_LOG_NOT_SETTLED));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_SETTLED")
    void shouldNotWaitWhereTheSpanCanNeverBeKnown(GapCause cause) {
        log.gaps.add(gap(GapCause.NOT_SETTLED));
        log.gaps.add(gap(cause));

        assertThat(planning.plan(job, SPAN.until()))
                .isInstanceOfSatisfying(
                        ReplayPlanning.Outcome.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Refusal::code)
                                .containsExactly(RefusalCode.CHANGE_LOG_INCOMPLETE));
    }

    @Test
    void shouldWaitForTheRestWhereAGapIsAccepted() {
        log.gaps.add(gap(GapCause.STREAM_DISABLED));
        log.gaps.add(gap(GapCause.NOT_SETTLED));

        assertThat(planning.plan(accepting(), SPAN.until())).isInstanceOf(ReplayPlanning.Outcome.Settling.class);
    }

    @Test
    void shouldDealNothingOfASliceThatCannotBeRead() {
        planning.plan(job, SPAN.until());
        log.unreadable.add(gap(GapCause.SEGMENT_CORRUPT));

        assertThatThrownBy(() -> new ChangeDealing(log, work).deal(job, 0, key -> false))
                .isInstanceOf(UnreadableLog.class)
                .hasMessageContaining("unknown from");
    }

    private ReplayJob accepting() {
        return new ReplayJob(
                job.operation(),
                job.execution(),
                job.startedAt(),
                job.table(),
                job.tableArn(),
                job.keySchema(),
                job.target(),
                job.span(),
                job.leftOut(),
                job.dryRun(),
                true,
                job.revealValues(),
                job.verify(),
                job.plan(),
                job.planVersion(),
                null);
    }

    private static Gap gap(GapCause cause) {
        return new Gap("orders", SPAN.from(), Instant.MAX, cause, "something is missing");
    }
}
