package dev.dynamorecovery.core.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.report.CopyState;
import dev.dynamorecovery.core.restore.CleanupDecision;
import dev.dynamorecovery.core.restore.CopyObservation;
import dev.dynamorecovery.core.restore.RestoredCopies;
import dev.dynamorecovery.core.settings.CopyTags;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyTreatmentTest {

    private static final RecoveryJob.Restore KEEP = SampleVerification.restore(new ExpectedSource.None(), true);
    private static final RecoveryJob.Restore REMOVE = SampleVerification.restore(new ExpectedSource.None(), false);

    @Test
    void shouldKeepACopyThatWasAskedForAndDeleteNothing() {
        Copies copies = new Copies(found("ACTIVE", KEEP.execution()), true);

        assertThat(treat(copies, KEEP)).contains(CopyState.State.KEPT);
        assertThat(copies.deleted).isFalse();
    }

    @Test
    void shouldRemoveItsOwnCopyWhenAsked() {
        Copies copies = new Copies(found("ACTIVE", REMOVE.execution()), true);

        assertThat(treat(copies, REMOVE)).contains(CopyState.State.REMOVED);
        assertThat(copies.deleted).isTrue();
    }

    @Test
    void shouldNeverRemoveACopyOfAnotherExecution() {
        Copies copies = new Copies(found("ACTIVE", "another"), true);

        assertThat(treat(copies, REMOVE)).contains(CopyState.State.LEFT_BEHIND);
        assertThat(copies.deleted).isFalse();
    }

    @Test
    void shouldSayThatACopyStillBeingRestoredIsLeftBehind() {
        assertThat(treat(new Copies(found("CREATING", REMOVE.execution()), true), REMOVE))
                .contains(CopyState.State.LEFT_BEHIND);
    }

    @Test
    void shouldAskAgainWhileTheCopyIsChanging() {
        assertThat(treat(new Copies(found("UPDATING", REMOVE.execution()), true), REMOVE))
                .isEmpty();
        assertThat(treat(new Copies(found("ACTIVE", REMOVE.execution()), false), REMOVE))
                .isEmpty();
    }

    @Test
    void shouldSayWhereNothingWasMadeAndWhereNobodyKnows() {
        assertThat(treat(new Copies(new CopyObservation.Missing(), true), KEEP)).contains(CopyState.State.NONE);
        assertThat(treat(new Copies(new CopyObservation.Missing(), true), REMOVE))
                .contains(CopyState.State.NONE);
        assertThat(treat(new Copies(new CopyObservation.Unknown("AccessDenied"), true), KEEP))
                .contains(CopyState.State.UNKNOWN);
        assertThat(treat(new Copies(new CopyObservation.Unknown("AccessDenied"), true), REMOVE))
                .contains(CopyState.State.LEFT_BEHIND);
    }

    @Test
    void shouldNeverRemoveATableThatAwsBackupLent() {
        RecoveryJob.Restore lent = SampleVerification.lent(false);
        Copies copies = new Copies(found("ACTIVE", lent.execution()), true);

        assertThat(treat(copies, lent)).contains(CopyState.State.LENT);
        assertThat(copies.deleted).isFalse();
        assertThat(treat(new Copies(new CopyObservation.Missing(), true), lent)).contains(CopyState.State.NONE);
    }

    private static Optional<CopyState.State> treat(Copies copies, RecoveryJob.Restore job) {
        return new CopyTreatment(copies).treat(job).map(CopyState::state);
    }

    private static CopyObservation found(String status, String execution) {
        return new CopyObservation.Found(
                SampleVerification.ARN + "-restored",
                status,
                SampleVerification.START.plusSeconds(1),
                false,
                Map.of(CopyTags.EXECUTION, execution),
                Optional.empty());
    }

    private static final class Copies implements RestoredCopies {

        private final CopyObservation observation;
        private final boolean takesDeletion;
        private boolean deleted;

        Copies(CopyObservation observation, boolean takesDeletion) {
            this.observation = observation;
            this.takesDeletion = takesDeletion;
        }

        @Override
        public CopyObservation observe(String table) {
            return observation;
        }

        @Override
        public boolean delete(CleanupDecision.Delete decision) {
            deleted = takesDeletion;
            return takesDeletion;
        }
    }
}
