package dev.dynamorecovery.core.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditRulesTest {

    @Test
    void shouldPublishTheseRulesForever() {
        assertThat(AuditRules.ALL)
                .extracting(AuditRule::id)
                .containsExactly(
                        "DR-PLAN-1",
                        "DR-PLAN-2",
                        "DR-PLAN-3",
                        "DR-PITR-1",
                        "DR-PITR-2",
                        "DR-PITR-3",
                        "DR-BACKUP-1",
                        "DR-VAULT-1",
                        "DR-VAULT-2",
                        "DR-VAULT-3",
                        "DR-VAULT-4",
                        "DR-VAULT-5",
                        "DR-VAULT-6",
                        "DR-DRILL-1",
                        "DR-DRILL-2",
                        "DR-STREAM-1",
                        "DR-STREAM-2",
                        "DR-LOG-1",
                        "DR-LOG-2",
                        "DR-REPLICA-1",
                        "DR-REPLICA-2",
                        "DR-REPLICA-3",
                        "DR-REPLICA-4",
                        "DR-TTL-1",
                        "DR-GUARD-1",
                        "DR-GUARD-2",
                        "DR-GUARD-3",
                        "DR-CRYPT-1",
                        "DR-ALARM-1",
                        "DR-ALARM-2",
                        "DR-ALARM-3");
    }

    @Test
    void shouldFindNothingWrongWithATableThatHasAllThatItsPlanAsks() {
        TableAudit audit = AuditRules.audit(
                SamplePostures.healthy(), SamplePostures.plans(SamplePostures.plan()), SamplePostures.NOW);

        assertThat(audit.results())
                .allSatisfy(result ->
                        assertThat(result.judgement()).as(result.rule().id()).isInstanceOf(Judgement.Met.class));
        assertThat(audit.plan()).contains("orders");
        assertThat(audit.planVersion()).contains(SamplePostures.plan().version());
    }

    @Test
    void shouldAskOfAnUntaggedTableNothingButAPlan() {
        TableAudit audit = AuditRules.audit(
                SamplePostures.posture(Map.of("/tags", Map.of("owner", "shop"))),
                SamplePostures.plans(SamplePostures.plan()),
                SamplePostures.NOW);

        assertThat(audit.plan()).isEmpty();
        assertThat(audit.results())
                .allSatisfy(result -> assertThat(result.judgement())
                        .as(result.rule().id())
                        .isInstanceOf(
                                result.rule().id().equals("DR-PLAN-1")
                                        ? Judgement.Broken.class
                                        : Judgement.NotAsked.class));
    }

    @Test
    void shouldTellWhatATableWouldLackUnderAPlanThatDoesNotBindItYet() {
        RecoveryPlan plan = SamplePostures.plan();
        TableAudit audit = AuditRules.auditAgainst(
                SamplePostures.posture(Map.of("/tags", Map.of(), "/pointInTime", Map.of("enabled", false))),
                plan,
                SamplePostures.NOW);

        assertThat(audit.results())
                .filteredOn(result -> result.judgement() instanceof Judgement.Broken)
                .extracting(result -> result.rule().id())
                .containsExactly("DR-PLAN-1", "DR-PLAN-3", "DR-PITR-1");
        assertThat(audit.plan()).isEqualTo(Optional.of("orders"));
    }

    @Test
    void shouldNeverSuggestToTakeTheTableAwayWhereItIsAudited() {
        TableAudit audit = SampleAudits.of(Map.of("/region", "eu-west-1"));

        assertThat(audit.results())
                .filteredOn(result -> result.rule().id().equals("DR-REPLICA-2"))
                .singleElement()
                .satisfies(result -> assertThat(((Judgement.Broken) result.judgement()).remedy())
                        .contains("plans/orders.yaml")
                        .doesNotContain("Delete"));
    }

    @Test
    void shouldLeaveOutWhatIsNobodysData() {
        assertThat(ExemptTables.reason("orders", Map.of("recovery:plan", "orders")))
                .isEmpty();
        assertThat(ExemptTables.reason("cache", Map.of("recovery:exempt", "can be built again")))
                .contains("can be built again");
        assertThat(ExemptTables.reason("cache", Map.of("recovery:exempt", " "))).isPresent();
        assertThat(ExemptTables.reason("orders-restored", Map.of("recovery:copy-of", "orders")))
                .isPresent();
        assertThat(ExemptTables.reason("awsbackup-restore-test-1", Map.of())).isPresent();
        assertThat(ExemptTables.reason("recovery-control", Map.of("recovery:role", "control")))
                .isPresent();
        assertThat(ExemptTables.reason("orders", Map.of("recovery:role", "orders")))
                .isEmpty();
    }
}
