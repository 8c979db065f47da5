package dev.dynamorecovery.core.audit.state;

import static dev.dynamorecovery.core.audit.rule.SampleAudits.FACTS_NOT_SEEN;
import static dev.dynamorecovery.core.audit.rule.SampleAudits.PITR_OFF;
import static dev.dynamorecovery.core.audit.rule.SamplePostures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.rule.SampleAudits;
import dev.dynamorecovery.core.audit.state.PostureChange.Whereabouts;
import dev.dynamorecovery.core.document.InvalidField;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateMergeTest {

    private static final ChangedBy EVE =
            new ChangedBy("arn:aws:iam::111122223333:user/eve", "UpdateContinuousBackups", NOW.minusSeconds(3));
    private static final AuditScope ALL = new AuditScope.Everything();
    private static final AuditScope ORDERS = new AuditScope.Tables(Set.of("orders"));

    @Test
    void shouldTellOnceWhatIsNewAndWhoDidIt() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.healthy());

        Remembered after = StateMerge.merge(before, run(ORDERS, NOW, Optional.of(EVE), SampleAudits.of(PITR_OFF)));

        assertThat(after.worthWriting()).isTrue();
        assertThat(after.changes()).singleElement().satisfies(change -> {
            assertThat(change.added()).extracting(RememberedFinding::rule).containsExactly("DR-PITR-1");
            assertThat(change.removed()).isEmpty();
            assertThat(change.score())
                    .hasValueSatisfying(score -> assertThat(score).isLessThan(30));
            assertThat(change.changedBy()).contains(EVE);
        });
        assertThat(after.state().finding("orders", "DR-PITR-1"))
                .get()
                .extracting(RememberedFinding::changedBy)
                .isEqualTo(Optional.of(EVE));
    }

    @Test
    void shouldNotBlameACallForWhatItCannotHaveDone() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.healthy());

        Remembered after = StateMerge.merge(
                before,
                run(
                        ORDERS,
                        NOW,
                        Optional.of(EVE),
                        SampleAudits.of(Map.of(
                                "/backups", List.of(), "/pointInTime", Map.of("notSeen", "AccessDeniedException")))));

        assertThat(after.state().finding("orders", "DR-BACKUP-1"))
                .get()
                .extracting(RememberedFinding::changedBy)
                .isEqualTo(Optional.empty());
        assertThat(after.state().finding("orders", "DR-PITR-1"))
                .as("nobody could look")
                .get()
                .extracting(RememberedFinding::changedBy)
                .isEqualTo(Optional.empty());
    }

    @Test
    void shouldTellNothingTheSecondTime() {
        AuditRun run = run(ORDERS, NOW, Optional.of(EVE), SampleAudits.of(PITR_OFF));
        AuditState once = StateMerge.merge(AuditState.EMPTY, run).state();

        Remembered twice = StateMerge.merge(once, run);

        assertThat(twice.worthWriting()).isFalse();
        assertThat(twice.changes()).isEmpty();
        assertThat(twice.state()).isEqualTo(once);
    }

    @Test
    void shouldRememberSinceWhenAndNotBlameALaterCall() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.of(PITR_OFF));
        ChangedBy later = new ChangedBy("arn:aws:iam::111122223333:user/ada", "TagResource", NOW.plusSeconds(60));

        Remembered after = StateMerge.merge(
                before,
                run(
                        ORDERS,
                        NOW.plusSeconds(61),
                        Optional.of(later),
                        SampleAudits.at(NOW.plusSeconds(61), SampleAudits.of(PITR_OFF))));

        assertThat(after.state().finding("orders", "DR-PITR-1")).get().satisfies(finding -> {
            assertThat(finding.firstObservedAt()).isEqualTo(NOW);
            assertThat(finding.changedBy()).isEmpty();
        });
    }

    @Test
    void shouldBlameACallWhoseDamageTheScheduleFoundFirst() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.of(PITR_OFF));

        Remembered after = StateMerge.merge(before, run(ORDERS, NOW, Optional.of(EVE), SampleAudits.of(PITR_OFF)));

        assertThat(after.state().finding("orders", "DR-PITR-1"))
                .get()
                .extracting(RememberedFinding::changedBy)
                .isEqualTo(Optional.of(EVE));
        assertThat(after.worthWriting()).isTrue();
        assertThat(after.changes()).isEmpty();
    }

    @Test
    void shouldTellWhatIsMended() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.of(PITR_OFF));

        Remembered after = StateMerge.merge(
                before,
                run(
                        ORDERS,
                        NOW.plusSeconds(9),
                        Optional.empty(),
                        SampleAudits.at(NOW.plusSeconds(9), SampleAudits.healthy())));

        assertThat(after.changes()).singleElement().satisfies(change -> {
            assertThat(change.removed()).extracting(RememberedFinding::rule).containsExactly("DR-PITR-1");
            assertThat(change.score()).contains(100);
        });
        assertThat(after.state().finding("orders", "DR-PITR-1")).isEmpty();
    }

    @Test
    void shouldTakeWhatCouldNotBeSeenForNoPass() {
        Remembered after =
                StateMerge.merge(AuditState.EMPTY, run(ORDERS, NOW, Optional.empty(), SampleAudits.of(FACTS_NOT_SEEN)));

        assertThat(after.state().finding("orders", "DR-STREAM-1"))
                .get()
                .extracting(RememberedFinding::seen)
                .isEqualTo(false);
    }

    @Test
    void shouldNotLetAnOlderLookOverwriteANewerOne() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.of(PITR_OFF));

        Remembered after = StateMerge.merge(
                before,
                run(
                        ORDERS,
                        NOW.minusSeconds(1),
                        Optional.empty(),
                        SampleAudits.at(NOW.minusSeconds(1), SampleAudits.healthy())));

        assertThat(after.state()).isEqualTo(before);
        assertThat(after.changes()).isEmpty();
    }

    @Test
    void shouldTellThatATableIsGone() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.of(PITR_OFF));

        Remembered after = StateMerge.merge(before, run(ORDERS, NOW.plusSeconds(1), Optional.of(EVE)));

        assertThat(after.state().tables()).isEmpty();
        assertThat(after.changes()).singleElement().satisfies(change -> {
            assertThat(change.whereabouts()).isEqualTo(Whereabouts.GONE);
            assertThat(change.changedBy()).contains(EVE);
            assertThat(change.removed()).hasSize(1);
            assertThat(change.score()).isEmpty();
        });
    }

    @Test
    void shouldNotTakeAnExemptTableForADeletedOne() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.healthy());

        Remembered after = StateMerge.merge(
                before, new AuditRun(ALL, NOW.plusSeconds(1), List.of(), Set.of("orders"), Optional.empty()));

        assertThat(after.changes())
                .singleElement()
                .extracting(PostureChange::whereabouts)
                .isEqualTo(Whereabouts.EXEMPT);
    }

    @Test
    void shouldForgetNoTableThatNobodyLookedFor() {
        AuditState before = remembered(AuditState.EMPTY, SampleAudits.healthy());

        Remembered other = StateMerge.merge(
                before, run(new AuditScope.Tables(Set.of("users")), NOW.plusSeconds(1), Optional.empty()));
        Remembered older = StateMerge.merge(before, run(ALL, NOW.minusSeconds(1), Optional.empty()));

        assertThat(other.state()).isEqualTo(before);
        assertThat(older.state()).isEqualTo(before);
    }

    @Test
    void shouldReadWhatItWroteAndWriteTheSameBytes() {
        AuditState state = StateMerge.merge(
                        AuditState.EMPTY,
                        run(
                                ALL,
                                NOW,
                                Optional.of(EVE),
                                SampleAudits.of(PITR_OFF),
                                SampleAudits.of("users", FACTS_NOT_SEEN)))
                .state();

        byte[] bytes = AuditStateDocument.write(state);

        assertThat(AuditStateDocument.read(bytes)).isEqualTo(state);
        assertThat(AuditStateDocument.write(AuditStateDocument.read(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"formatVersion\":2,\"tables\":{}}",
                "{\"tables\":{}}",
                "{\"formatVersion\":1,\"tables\":{\"a\":{\"arn\":\"x\"}}}",
                "{\"formatVersion\":1,\"tables\":{\"a\":{\"arn\":\"x\",\"observedAt\":\"2026-11-23T00:00:00Z\",\"findings\":{\"R\":{\"severity\":\"Huge\",\"seen\":true,\"firstObservedAt\":\"2026-11-23T00:00:00Z\"}}}}}",
                "{\"formatVersion\":1,\"tables\":{},\"more\":1}"
            })
    void shouldNotReadWhatItCannotHaveWritten(String document) {
        assertThatThrownBy(() -> AuditStateDocument.read(document.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidField.class);
    }

    private static AuditState remembered(AuditState before, TableAudit... audits) {
        return StateMerge.merge(before, run(ALL, NOW, Optional.empty(), audits)).state();
    }

    private static AuditRun run(AuditScope scope, Instant at, Optional<ChangedBy> by, TableAudit... audits) {
        return new AuditRun(scope, at, List.of(audits), Set.of(), by);
    }
}
