package dev.dynamorecovery.core.audit.score;

import static dev.dynamorecovery.core.audit.rule.SampleAudits.FACTS_NOT_SEEN;
import static dev.dynamorecovery.core.audit.rule.SampleAudits.PITR_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.audit.rule.SampleAudits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoverabilityTest {

    @Test
    void shouldGiveAHundredOnlyToATableThatKeepsAll() {
        assertThat(Recoverability.score(SampleAudits.healthy())).isEqualTo(100);
        assertThat(Recoverability.score(SampleAudits.of(Map.of("/tags", Map.of("recovery:plan", "orders")))))
                .isEqualTo(99);
    }

    @Test
    void shouldCapATableThatCannotBeRecovered() {
        assertThat(Recoverability.score(SampleAudits.of(PITR_OFF))).isEqualTo(Recoverability.CRITICAL_CAP);
        assertThat(Recoverability.score(
                        SampleAudits.of(Map.of("/pointInTime", Map.of("notSeen", "AccessDeniedException")))))
                .isEqualTo(Recoverability.CRITICAL_CAP);
    }

    @Test
    void shouldCountWhatCouldNotBeSeenAsBroken() {
        int unseen = Recoverability.score(
                SampleAudits.of(Map.of("/timeToLiveAttribute", Map.of("notSeen", "AccessDeniedException"))));
        int broken = Recoverability.score(SampleAudits.of(Map.of("/timeToLiveAttribute", "other")));

        assertThat(unseen).isEqualTo(broken).isLessThan(100);
    }

    @Test
    void shouldGiveATableWithoutAPlanNothing() {
        assertThat(Recoverability.score(SampleAudits.of(Map.of("/tags", Map.of()))))
                .isZero();
    }

    @Test
    void shouldGiveAPlanTheScoreOfItsWorstTable() {
        assertThat(Recoverability.byPlan(List.of(
                        SampleAudits.healthy(),
                        SampleAudits.of("orders-archive", FACTS_NOT_SEEN),
                        SampleAudits.of("orders-old", PITR_OFF),
                        SampleAudits.of("unbound", Map.of("/tags", Map.of())))))
                .containsExactly(Map.entry("orders", Recoverability.CRITICAL_CAP));
    }
}
